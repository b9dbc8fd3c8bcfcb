"""What the journeys of administrators share: the service in processes of its own, accounts, and logging in."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.bench.service import ROOT
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


def with_published(published_var: Path, var_dir: Path) -> Path:
    """A var folder with what is published in another one, and with records of its own."""
    var_dir.mkdir()
    for name in ("archive", "current", "documents", "encoders", "generations"):
        (var_dir / name).symlink_to(published_var / name)
    return var_dir


def log_in(page: Page, role: Role = Role.ADMINISTRATOR) -> None:
    """Log in by the form, as someone with that role."""
    page.goto("/admin")
    page.get_by_label("E-postadress").fill(EMAILS[role])
    page.get_by_label("Lösenord").fill(PASSPHRASE)
    page.get_by_role("button", name="Logga in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Översikt")
