"""`python -m web teams-test`, against a server."""

import base64
import json
import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.serving import make_server

from bot.answering import Answering
from bot.content import default_content
from tests.fakes import FakeSearcher, hit
from web import teams
from web.__main__ import main
from web.settings import Settings

TOKEN = base64.b64encode(bytes(range(1, 33))).decode()
OTHER = base64.b64encode(bytes(32)).decode()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    app = Flask(__name__)
    settings = Settings.model_validate({"teams_tokens": TOKEN})
    app.register_blueprint(teams.routes(Answering(FakeSearcher(hit(0.95))), settings, default_content))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["", "/", "/teams/webhook"])
def test_the_card_is_printed(address: str, path: str, capsys: pytest.CaptureFixture[str]) -> None:
    question = "Vilka organisationer kan ansluta sig till strategin?"
    assert main(["teams-test", "--url", address + path, "--token", TOKEN, "--question", question]) == 0
    card = json.loads(capsys.readouterr().out)
    assert card["type"] == "AdaptiveCard"
    assert card["body"][0]["text"] == question


@pytest.mark.parametrize(
    ("token", "path", "advice"),
    [
        (OTHER, "", "Är token rätt"),
        (TOKEN, "/annat", "ingen webhook på den adressen"),
        ("inte base64!", "", "ska vara base64"),
    ],
)
def test_what_went_wrong_is_told(
    address: str, token: str, path: str, advice: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["teams-test", "--url", address + path, "--token", token]) == 1
    told = capsys.readouterr()
    assert (told.out, advice in told.err) == ("", True)


@pytest.mark.parametrize(("url", "advice"), [("http://127.0.0.1:1", "inte att nå"), ("file:///etc", "börja med https")])
def test_an_address_that_does_not_answer_is_told(url: str, advice: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["teams-test", "--url", url, "--token", TOKEN]) == 1
    assert advice in capsys.readouterr().err
