"""Withdrawing and saving while the service runs: no question is lost, no word is left, the copy answers elsewhere."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from werkzeug.test import encode_multipart

from tests.asked_meanwhile import asked_meanwhile
from tests.bench.service import ROOT, Reply, Service
from tests.web.admin.document_service import sent_file
from tests.words_left import said_anywhere
from tests.workplace import COST, Workplace
from web.clock import utc_now
from web.records.roles import Role
from web.records.tokens import ApiTokens

QUESTION, ABOUT_IT = "Vad kostar beslutet?", "Vem lade fram den hemliga granskningsrapporten?"
SENTENCE = "Kvalpsunds hemliga granskningsrapport lades fram av Zebrafinkström."
WORDS = ("kvalpsund", "zebrafinkström")
HOURS = "Mötesplatsen Linden har öppet varje dag."
_SECONDS_TO_FOLLOW = 2.0


def _environment(workplace: Workplace, var_dir: Path) -> dict[str, str]:
    return {"BOT_VAR_DIR": str(var_dir), "BOT_DOCUMENTS_DIR": str(workplace.settings.documents_dir)}


def _command(environment: dict[str, str], *arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "web", *arguments, "--json"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    fields: dict[str, Any] = json.loads(done.stdout)
    return fields


class Script:
    """Calls addresses of a service as a script with the role of an administrator."""

    def __init__(self, workplace: Workplace, service: Service) -> None:
        expires = utc_now() + timedelta(hours=1)
        _, self._secret = ApiTokens(workplace.records).create("prov", Role.ADMINISTRATOR, "prov", expires)
        self._service = service

    def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        return self._asked(method, path, "application/json", None if body is None else json.dumps(body).encode())

    def upload(self, id_: str, sentence: str) -> None:
        text = f"# Ärendet\n\n## Handling\n\n{sentence}\n"
        boundary, data = encode_multipart({"file": sent_file(f"{id_}.md", text.encode())})
        self._asked("PUT", f"/documents/{id_}", f"multipart/form-data; boundary={boundary}", data)

    def status(self, address: str) -> int:
        """Of an address for anybody."""
        try:
            with urllib.request.urlopen(f"{self._service.address}{address}", timeout=30) as response:  # noqa: S310
                status: int = response.status
                return status
        except urllib.error.HTTPError as error:
            return error.code

    def _asked(self, method: str, path: str, kind: str, data: bytes | None) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self._secret}", "Content-Type": kind}
        address = f"{self._service.address}/api/v1/admin{path}"
        request = urllib.request.Request(address, data, headers, method=method)  # noqa: S310 - our own address
        with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310
            answer: dict[str, Any] = json.loads(response.read())
        return answer


def _publish(workplace: Workplace, script: Script) -> None:
    build = workplace.ended(script.call("POST", "/builds")["id"])
    assert build.gate is not None, workplace.log(build.id)
    script.call("POST", f"/builds/{build.id}/publish", {"reason": "Det behövs i provet."})


def _quotes(reply: Reply) -> set[str]:
    return {quote["text"] for quote in (*reply.body["quotes"], *reply.body["related"])}


def _statuses_while_withdrawing(id_: str, version: str, script: Script, service: Service) -> set[int]:
    with asked_meanwhile(service, QUESTION) as replies:
        order = {"version": version, "reason": "Personuppgifter."}
        script.call("POST", f"/documents/{id_}/withdraw", order)
        time.sleep(_SECONDS_TO_FOLLOW)
    return {reply.status for reply in replies}


def _within(seconds: float, holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.05)
    return False


def test_what_is_withdrawn_is_gone_everywhere_and_what_is_saved_answers_elsewhere(
    workplace: Workplace, tmp_path: Path
) -> None:
    var_dir, log, copy = workplace.settings.var_dir, tmp_path / "log", tmp_path / "kopia.tar"
    here, there = _environment(workplace, var_dir), _environment(workplace, tmp_path / "second")
    with Service(var_dir, log, more=here) as service:
        service.wait_for_answer(QUESTION)
        script = Script(workplace, service)
        script.upload("arende", SENTENCE)
        script.upload("oppettider", HOURS)
        _publish(workplace, script)
        # Every process follows by itself, and any of them may be asked.
        assert _within(
            _SECONDS_TO_FOLLOW * 5,
            lambda: all(SENTENCE in _quotes(service.ask(ABOUT_IT)) for _ in range(8)),
        )
        script.call("GET", "/documents/arende/reading")
        version = script.call("GET", "/documents/arende")["published_version"]
        address = f"/kallor/arende/{version}"
        assert script.status(address) == 200
        assert said_anywhere(var_dir, WORDS)

        assert _statuses_while_withdrawing("arende", version, script, service) == {200}

        assert {script.status(address) for _ in range(8)} == {410}
        assert SENTENCE not in _quotes(service.ask(ABOUT_IT))
        assert said_anywhere(var_dir, WORDS) == []
        assert said_anywhere(tmp_path / "first", WORDS) == []
        assert not any(word in service.log().lower() for word in WORDS)
        saved = _command(here, "backup", str(copy))
        assert saved["live"] == workplace.live
        assert COST in _quotes(service.ask(QUESTION))
    assert _command(there, "restore", str(copy))["live"] == saved["live"]
    with Service(tmp_path / "second", tmp_path / "log-of-second", workers=1, more=there) as restored:
        assert COST in _quotes(restored.wait_for_answer(QUESTION))
        assert HOURS in _quotes(restored.ask("När har mötesplatsen Linden öppet?"))
    assert (tmp_path / "second" / "collection" / "collection.json").read_text(encoding="utf-8").count("oppettider")
