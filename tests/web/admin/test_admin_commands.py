"""`python -m web admin …`, run as it is run."""

import subprocess
import sys
from pathlib import Path

import pytest

from web.admin.passwords import Passwords
from web.records.accounts import Accounts
from web.records.audit import TERMINAL, Action, Audit
from web.records.database import Records, default_url
from web.records.roles import Role

ROOT = Path(__file__).parents[3]
PASSPHRASE = "trollkarl kanot rabarber"  # noqa: S105 - of accounts that exist in tests only


@pytest.fixture
def var_dir(tmp_path: Path) -> Path:
    return tmp_path / "var"


def _run(var_dir: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    environment = {"BOT_VAR_DIR": str(var_dir), "PYTHONPATH": str(ROOT), "PATH": "/usr/bin", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "web", "admin", *arguments]
    return subprocess.run(
        command, input=typed, env=environment, cwd=var_dir.parent, capture_output=True, text=True, check=False
    )


def test_an_account_is_created_listed_changed_and_closed(var_dir: Path) -> None:
    made = _run(var_dir, "create", "Chef@exempel.se", typed=f"{PASSPHRASE}\n")
    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout == "Kontot chef@exempel.se är skapat, med rollen administratör.\n"
    _run(var_dir, "create", "skribent@exempel.se", "--role", "redaktör", typed=PASSPHRASE)
    changed = _run(var_dir, "password", "skribent@exempel.se", typed="en annan lång fras\n")
    assert changed.returncode == 0
    assert _run(var_dir, "disable", "skribent@exempel.se").returncode == 0
    lines = _run(var_dir, "list").stdout.splitlines()
    assert [line.split("\t")[:3] for line in lines] == [
        ["chef@exempel.se", "administratör", "aktivt"],
        ["skribent@exempel.se", "redaktör", "avstängt"],
    ]
    records = Records.open(default_url(var_dir))
    account = Accounts(records).by_email("skribent@exempel.se")
    assert account is not None
    assert account.role is Role.EDITOR
    assert Passwords().verify(Accounts(records).password_hash(account.id), "en annan lång fras")
    told = [(line.actor, line.action) for line in reversed(Audit(records).lines())]
    deeds = (Action.ACCOUNT_CREATED, Action.ACCOUNT_CREATED, Action.PASSWORD_CHANGED, Action.ACCOUNT_CHANGED)
    assert told == [(TERMINAL, deed) for deed in deeds]
    records.close()


@pytest.mark.parametrize(
    ("arguments", "typed", "told"),
    [
        (("create", "inte en adress"), PASSPHRASE, "Skriv en e-postadress"),
        (("create", "chef@exempel.se"), "kort", "för kort"),
        (("create", "chef@exempel.se"), "", "för kort"),
        (("create", "chef@exempel.se"), "lösenord12345678", "lätt att gissa"),
        (("password", "ingen@exempel.se"), PASSPHRASE, "Det finns inget konto"),
        (("disable", "ingen@exempel.se"), "", "Det finns inget konto"),
    ],
)
def test_what_cannot_be_done_is_told_and_fails(
    var_dir: Path, arguments: tuple[str, ...], typed: str, told: str
) -> None:
    run = _run(var_dir, *arguments, typed=typed)
    assert (run.returncode, run.stdout) == (1, "")
    assert told in run.stderr
    assert "Traceback" not in run.stderr


def test_a_password_cannot_be_an_argument(var_dir: Path) -> None:
    assert _run(var_dir, "create", "chef@exempel.se", PASSPHRASE).returncode == 2
