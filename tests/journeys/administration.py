"""What the journeys of administrators share: the service in processes of its own, accounts, and logging in."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect
from werkzeug.serving import make_server

from tests.bench.service import ROOT
from tests.workplace import ADMINISTRATOR
from web.admin.access import SECRET
from web.admin.cookie import NAME
from web.admin.parts import AdminParts
from web.admin.passwords import Passwords
from web.app import create_app
from web.parts import Parts
from web.records.accounts import Accounts
from web.records.database import Records
from web.records.roles import Role

PASSPHRASE = "trollkarl kanot rabarber"  # noqa: S105 - of accounts that exist in tests only
EMAILS = {Role.ADMINISTRATOR: "chef@exempel.se", Role.EDITOR: "skribent@exempel.se"}


@dataclass(frozen=True, slots=True)
class Administration:
    """Where the service answers, and the var folder that it works in."""

    address: str
    var_dir: Path

    def command(self, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        """Run `python -m web …` on the same folder."""
        environment = os.environ | {"BOT_VAR_DIR": str(self.var_dir), "PYTHONUTF8": "1"}
        command = [sys.executable, "-m", "web", *arguments]
        return subprocess.run(
            command, input=typed, env=environment, cwd=ROOT, capture_output=True, text=True, check=False
        )

    def create_account(self, role: Role) -> None:
        """Create the account of that role in EMAILS, with PASSPHRASE, by the command."""
        made = self.command("admin", "create", EMAILS[role], "--role", role, typed=f"{PASSPHRASE}\n")
        assert made.returncode == 0, made.stderr


def create_accounts(records: Records) -> None:
    """An account of each role in EMAILS, with PASSPHRASE."""
    for role, email in EMAILS.items():
        Accounts(records).create(email, role, Passwords(memory_kib=8).hash(PASSPHRASE))


def with_published(published_var: Path, var_dir: Path) -> Path:
    """A var folder with what is published in another one, and with records of its own."""
    var_dir.mkdir()
    for name in ("archive", "current", "documents", "encoders", "generations"):
        (var_dir / name).symlink_to(published_var / name)
    return var_dir


@contextmanager
def window_of_an_administrator(browser: Browser, parts: Parts, options: dict[str, Any]) -> Iterator[BrowserContext]:
    """A window on the service made of the parts: of an administrator below /admin, and of a citizen elsewhere."""
    app, admin = create_app(parts), AdminParts.of(parts)
    account = admin.accounts.by_email(ADMINISTRATOR.name) or admin.accounts.create(
        ADMINISTRATOR.name, Role.ADMINISTRATOR, None
    )
    client = app.test_client()
    with client.session_transaction(path="/admin") as session:
        session[SECRET] = admin.sessions.open(account.id)
    cookie = client.get_cookie(NAME)
    assert cookie
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context(base_url=f"http://127.0.0.1:{server.port}", locale="sv-SE", **options)
    # The cookie is for HTTPS only; as a header it is sent here, too.
    context.set_extra_http_headers({"Cookie": f"{NAME}={cookie.value}"})
    yield context
    context.close()
    server.shutdown()
    server.server_close()


def log_in(page: Page, role: Role = Role.ADMINISTRATOR) -> None:
    """Log in by the form, as someone with that role."""
    page.goto("/admin")
    page.get_by_label("E-postadress").fill(EMAILS[role])
    page.get_by_label("Lösenord").fill(PASSPHRASE)
    page.get_by_role("button", name="Logga in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Översikt")
