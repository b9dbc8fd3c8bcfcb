"""Takes the pictures of the citizen's page in docs/images: the service over documents/, with an asked question."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from tests.bench.pictures import IMAGES, empty_var_dir, take
from tests.bench.service import ROOT, Service

QUESTION = "Vad kostar det att ansluta sig?"


@dataclass(frozen=True, slots=True)
class Picture:
    """A file name without suffix, the window in CSS pixels, and whether it is dark."""

    name: str
    width: int
    height: int
    dark: bool = False


PICTURES = (
    Picture("answer-phone", 390, 844),
    Picture("answer-phone-dark", 390, 844, dark=True),
    Picture("answer-desktop", 1280, 800),
    Picture("answer-desktop-dark", 1280, 800, dark=True),
)


def main() -> int:
    """0 when every picture was taken, else 1."""
    return take(_all)


def _all(browser: Browser) -> list[Path]:
    with _service() as address:
        return [_taken(browser, address, picture) for picture in PICTURES]


@contextmanager
def _service() -> Iterator[str]:
    with empty_var_dir() as var_dir:
        environment = os.environ | {"BOT_VAR_DIR": str(var_dir)}
        subprocess.run([sys.executable, "-m", "index", "build", "documents"], cwd=ROOT, env=environment, check=True)
        with Service(var_dir, var_dir.parent / "log") as service:
            service.wait_for_answer(QUESTION)
            yield service.address


def _taken(browser: Browser, address: str, picture: Picture) -> Path:
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        locale="sv-SE",
        color_scheme="dark" if picture.dark else "light",
    )
    page = context.new_page()
    page.goto(address)
    page.locator("textarea").first.fill(QUESTION)
    page.locator("form:has(textarea) .primary").click()
    page.locator("blockquote").first.wait_for(state="visible")
    path = IMAGES / f"{picture.name}.png"
    page.screenshot(path=path)
    context.close()
    return path


if __name__ == "__main__":
    sys.exit(main())
