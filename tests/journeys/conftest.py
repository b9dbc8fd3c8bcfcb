"""The service as it runs over documents/ and a decision that has changed, and the Chromium of this machine."""

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask, request
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from werkzeug.serving import make_server

from bot.answering import Answering
from index.archive import Archive
from index.build import Workshop, build
from index.documents import version_of
from index.encoder import Encoder, Progress, silent
from index.live import LiveSearcher
from index.publishing import publish
from index.readers.process import ReaderProcess
from web.app import create_app
from web.parts import Parts
from web.settings import Settings

_DOCUMENTS = Path(__file__).parents[2] / "documents"
_DECISION = """---
title: Regionens beslut om mötesplatser
kind: beslut
decided_on: {decided_on}
---
# Regionens beslut om mötesplatser

## Öppettider

Mötesplatsen Linden har öppet {days}.
"""
_HOST = """<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Regionen</title>
<link rel="icon" href="data:,"></head><body><main>
<h1>Regionen</h1><p><a href="{bot}/">Fråga Jämställdhetsboten</a></p></main>
<script src="{bot}/embed.js" data-title="Fråga regionen" {data} defer></script></body></html>"""


@dataclass(frozen=True, slots=True)
class Service:
    """Where the service answers, another site that may embed it, and the first published version of the decision."""

    address: str
    site: str
    earlier_version: str


def _no_step(_name: str, _total: int) -> Progress:
    return silent


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """Another site, whose page embeds the service at the address that its query says."""
    app = Flask("site")
    app.add_url_rule("/", "page", lambda: _HOST.format(bot=request.args["bot"], data=request.args.get("data", "")))
    with _served(app) as address:
        yield address


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory, default_encoder: Encoder, site: str) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("citizen")
    var_dir, documents = folder / "var", folder / "documents"
    shutil.copytree(_DOCUMENTS, documents)
    with ReaderProcess() as reader:
        shop = Workshop(var_dir, reader, default_encoder.hash, lambda: default_encoder, _no_step)
        for decided_on, days in (("2023-06-12", "på tisdagar"), ("2024-06-12", "varje dag")):
            text = _DECISION.format(decided_on=decided_on, days=days)
            (documents / "motesplatser.md").write_text(text, encoding="utf-8")
            publish(var_dir, build([documents], shop).generation)
    live = LiveSearcher(var_dir, lambda _hash: default_encoder)
    live.refresh()
    settings = Settings(leave_url="http://127.0.0.1:1/", embed_origins=site)
    with _served(create_app(Parts(Answering(live), live, settings))) as address:
        yield Service(address, site, _version_with(var_dir, "tisdagar"))


class _served:  # noqa: N801 - used as a function
    def __init__(self, app: Flask) -> None:
        self._server = make_server("127.0.0.1", 0, app, threaded=True)

    def __enter__(self) -> str:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self._server.port}"

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def _version_with(var_dir: Path, words: str) -> str:
    archive = Archive(var_dir)
    names = [path.name for path in (var_dir / "archive").iterdir()]
    texts = [text for name in names if (text := archive.text(name)) and words in text]
    return version_of(texts[0])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium saknas på PATH: sidan prövas inte i en webbläsare.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser, service: Service, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A fresh window on the service; a test may set its options by parametrizing indirectly."""
    options = getattr(request, "param", {})
    context = browser.new_context(base_url=service.address, locale="sv-SE", **options)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page whose console must stay free of errors."""
    page = context.new_page()
    page.set_default_timeout(10_000)
    said: list[str] = []
    page.on("console", lambda message: None if _is_expected(message) else said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    assert said == []


def _is_expected(message: ConsoleMessage) -> bool:
    """Whether it is no error, or Chromium telling that a form of the administration was refused, which has a status."""
    is_refusal = "status of 422" in message.text and "/admin" in message.location["url"]
    return message.type not in {"error", "warning"} or is_refusal
