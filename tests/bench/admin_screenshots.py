"""Takes the pictures in docs/admin.md: the service over a copy of documents/, with questions and a change in it.

The counts of earlier weeks are made up, as docs/admin.md says.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page

from bot.answer import Status
from tests.bench.pictures import IMAGES, empty_var_dir, take
from tests.bench.service import ROOT, Service
from tests.journeys.administration import create_accounts, log_in
from web.clock import utc_now
from web.records.asked import Asked, Channel, Questions
from web.records.database import Records, default_url
from web.records.feedback import FeedbackRecords

CHANGED, SENTENCE = "ansluta-sig.md", "Det är frivilligt att ansluta sig"
UNANSWERED = (
    "Hur många chefer i länets kommuner är kvinnor?",
    "Hur stor andel av cheferna i kommunerna är kvinnor?",
    "Vad tjänar en undersköterska i Västerås?",
    "När är nästa möte i jämställdhetsrådet?",
    "När möts jämställdhetsrådet nästa gång?",
)
_WIDTH, _HEIGHT, _TALLEST = 1200, 760, 1150
_BUILD_MS = 180_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A file name without suffix, the page, and what is done there before the picture is taken."""

    name: str
    address: str
    prepare: Callable[[Page], None] = lambda _page: None


def _open_first_group(page: Page) -> None:
    page.locator("details > summary").first.click()


PICTURES = (
    Picture("admin-home", "/admin"),
    Picture("admin-documents", "/admin/dokument"),
    Picture("admin-reading", "/admin/dokument/ansluta-sig/granska"),
    Picture("admin-document", "/admin/dokument/regionens-beslut"),
    Picture("admin-withdrawal", "/admin/dokument/regionens-beslut/aterkalla"),
    Picture("admin-asked", "/admin/fragor", _open_first_group),
    Picture("admin-golden", "/admin/testfragor/ny"),
    Picture("admin-figures", "/admin/siffror"),
    Picture("admin-content", "/admin/innehall"),
    Picture("admin-accounts", "/admin/konton"),
    Picture("admin-tokens", "/admin/nycklar"),
    Picture("admin-log", "/admin/logg"),
)


def main() -> int:
    """0 when every picture was taken, else 1."""
    return take(_all)


def _all(browser: Browser) -> list[Path]:
    with _service() as (address, documents):
        context = browser.new_context(
            base_url=address, locale="sv-SE", viewport={"width": _WIDTH, "height": _HEIGHT}, color_scheme="light"
        )
        page = context.new_page()
        page.goto("/admin")
        taken = [_taken(page, "admin-login")]
        log_in(page)
        taken += _gate(page, documents)
        for picture in PICTURES:
            page.goto(picture.address)
            picture.prepare(page)
            taken.append(_taken(page, picture.name))
        return taken


def _gate(page: Page, documents: Path) -> list[Path]:
    """A golden question loses its answer, and the comparison says so."""
    text = (documents / CHANGED).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if SENTENCE not in line]
    (documents / CHANGED).write_text("\n".join(lines), encoding="utf-8")
    page.goto("/admin/bygg")
    page.get_by_role("button", name="Bygg nytt index").click()
    page.get_by_role("heading", name="Testfrågorna", exact=True).wait_for(timeout=_BUILD_MS)
    build = page.url
    page.goto("/admin/bygg")
    builds = _taken(page, "admin-builds")
    page.goto(build)
    return [builds, _taken(page, "admin-gate")]


def _taken(page: Page, name: str) -> Path:
    page.wait_for_load_state("networkidle")
    path = IMAGES / f"{name}.png"
    # As much of the page as a reader needs to recognise it.
    height = min(page.evaluate("document.documentElement.scrollHeight"), _TALLEST)
    page.screenshot(path=path, full_page=True, clip={"x": 0, "y": 0, "width": _WIDTH, "height": height})
    return path


@contextmanager
def _service() -> Iterator[tuple[str, Path]]:
    """The address of the service, and the copy of documents/ that it answers from."""
    with empty_var_dir() as var_dir:
        documents = var_dir.parent / "documents"
        shutil.copytree(ROOT / "documents", documents)
        settings = {"BOT_VAR_DIR": str(var_dir), "BOT_DOCUMENTS_DIR": str(documents)}
        command = [sys.executable, "-m", "web", "release"]
        subprocess.run(command, cwd=ROOT, env=os.environ | settings, check=True, stdout=subprocess.DEVNULL)
        _fill(var_dir)
        with Service(var_dir, var_dir.parent / "log", more=settings) as service:
            for question in UNANSWERED:
                service.wait_for_answer(question)
            yield service.address, documents


def _fill(var_dir: Path) -> None:
    """An account of each role, and counts of earlier weeks."""
    with closing(Records.open(default_url(var_dir))) as records:
        create_accounts(records)
        today = utc_now().date()
        for weeks in range(1, 12):
            day = today - timedelta(weeks=weeks)
            answered, other = 30 + 7 * (weeks * 5 % 9), 9 + 3 * (weeks * 7 % 5)
            asked = [Asked(Channel.PAGE, Status.ANSWERED, day, None)] * answered
            asked += [Asked(Channel.TEAMS, Status.NO_ANSWER, day, None)] * other
            Questions(records).add(asked)
        FeedbackRecords(records).add(today, Channel.PAGE, False, "Vad är målet?", Status.ANSWERED, ())


if __name__ == "__main__":
    sys.exit(main())
