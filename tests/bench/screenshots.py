"""Takes the pictures in docs/images of the service as it runs over documents/, with an asked question.

Starts the service on a free port of this machine and drives Chromium, which has to be on PATH.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / "docs" / "images"
QUESTION = "Vad kostar det att ansluta sig?"
_START_SECONDS = 60
_LARGEST_BYTES = 150_000


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
    """Takes every picture; 1 where Chromium is missing or a picture is too large to keep."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("Chromium saknas på PATH.", file=sys.stderr)
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, _service(Path(folder)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        taken = [_take(browser, address, picture) for picture in PICTURES]
        browser.close()
    for path in taken:
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1000} kB")
    return int(any(path.stat().st_size > _LARGEST_BYTES for path in taken))


@contextmanager
def _service(var_dir: Path) -> Iterator[str]:
    """The address of the real service over an index of documents/, built in `var_dir`."""
    (var_dir / "encoders").symlink_to(Path(os.environ.get("BOT_VAR_DIR", ROOT / "var")).resolve() / "encoders")
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {"BOT_VAR_DIR": str(var_dir), "BOT_PORT": str(port), "BOT_PUBLIC_URL": address}
    python = [sys.executable, "-m"]
    subprocess.run([*python, "index", "build", "documents"], cwd=ROOT, env=environment, check=True)
    process = subprocess.Popen([*python, "web", "serve"], cwd=ROOT, env=environment)
    try:
        _wait_for(f"{address}/health/ready", process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _START_SECONDS
    while not _is_up(url):
        if time.monotonic() > deadline or process.poll() is not None:
            raise RuntimeError(f"Tjänsten svarade inte på {url}.")
        time.sleep(0.2)


def _is_up(url: str) -> bool:
    try:
        urlopen(url, timeout=5).close()  # noqa: S310 - the address is this machine's own
    except OSError:
        return False
    return True


def _take(browser: Browser, address: str, picture: Picture) -> Path:
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
