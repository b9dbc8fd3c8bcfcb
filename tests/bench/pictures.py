"""What the commands that take pictures for docs/ share: Chromium, an empty var folder, the largest size."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from tests.bench.service import ROOT

IMAGES = ROOT / "docs" / "images"
_LARGEST_BYTES = 200_000


def take(pictures: Callable[[Browser], Sequence[Path]]) -> int:
    """Takes the pictures and lists them; 1 where Chromium is not on PATH or a picture is too large to keep."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("Chromium saknas på PATH.", file=sys.stderr)
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        taken = pictures(browser)
        browser.close()
    for path in taken:
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1000} kB")
    return int(any(path.stat().st_size > _LARGEST_BYTES for path in taken))


@contextmanager
def empty_var_dir() -> Iterator[Path]:
    """A var folder with the encoders of the configured one and nothing else."""
    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / "var"
        folder.mkdir()
        encoders = Path(os.environ.get("BOT_VAR_DIR", ROOT / "var")).resolve() / "encoders"
        (folder / "encoders").symlink_to(encoders)
        yield folder
