"""A version that was published by mistake is gone: from every file, every table and every address."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.answer import Status
from bot.answering import Answering
from index.collection import Collection
from index.encoder import Encoder
from index.errors import NoGenerationError, VersionMissingError, WithdrawnError
from index.generations import KEPT, Generations
from index.live import LiveSearcher
from index.originals import Originals
from index.publishing import publish
from index.tombstones import Tombstones
from tests.web.admin.desk import Desk, post
from tests.words_left import said_anywhere
from tests.workplace import ADMINISTRATOR, EDITOR, Workplace, workplace_in
from web.admin.parts import AdminParts
from web.app import create_app
from web.parts import Parts
from web.records.asked import Channel
from web.records.audit import Action
from web.records.builds import Builds
from web.records.feedback import FeedbackRecords
from web.records.golden import GoldenQuestions
from web.records.roles import Role
from web.releasing.errors import BuildGoingOnError, NotAllowedError
from web.releasing.folder import BuildsFolder
from web.releasing.locks import held
from web.withdrawing import ReasonMissingError, WithdrawalState, Withdrawing

SENTENCE = "Kvalpsunds hemliga granskningsrapport lades fram av Zebrafinkström."
WORDS = ("kvalpsund", "zebrafinkström", "granskningsrapport")
MATTER = f"# Ärendet\n\n## Granskning\n\n{SENTENCE}\n"
REASON = "Personuppgifter publicerades."
DAY = date(2025, 3, 10)


@pytest.fixture
def workplace(tmp_path: Path, encoders_dir: Path, default_encoder: Encoder) -> Iterator[Workplace]:
    golden = [{"question": "Vad lades fram?", "document": "arende.md", "answer": ""}]
    with workplace_in(tmp_path, encoders_dir, default_encoder, golden) as place:
        yield place


@pytest.fixture
def version(workplace: Workplace, tmp_path: Path) -> str:
    """The version of a matter that is published beside the decision, twice, and talked about in the records."""
    file = tmp_path / "arende.md"
    file.write_text(MATTER, encoding="utf-8")
    collection = Collection(workplace.settings.documents_dir, workplace.settings.var_dir)
    collection.put("arende", file, ".md", {"title": "Ärendet"})
    file.unlink()
    for sentence in ("Beslutet gäller nu.", "Beslutet gäller inte."):
        build = workplace.published(sentence)
    assert build.gate is not None
    assert SENTENCE in json.dumps(build.gate, ensure_ascii=False)
    found = next(one for one in Originals(workplace.settings.var_dir).versions("arende"))
    records = workplace.records
    FeedbackRecords(records).add(DAY, Channel.PAGE, True, None, Status.ANSWERED, (f"arende@{found}:0-5", "b@aa:1-2"))
    GoldenQuestions(records).add("Vem lade fram?", "arende", "lades fram av Zebrafinkström.", "anna@exempel.se")
    return found


@pytest.fixture
def live(workplace: Workplace) -> LiveSearcher:
    return LiveSearcher(workplace.settings.var_dir, lambda _hash: workplace.encoder)


def _withdrawing(workplace: Workplace) -> Withdrawing:
    return Withdrawing(workplace.settings, workplace.records)


def _app(workplace: Workplace, live: LiveSearcher) -> Flask:
    return create_app(Parts(Answering(live), live, workplace.settings, records=workplace.records))


def _said_anywhere(var_dir: Path) -> list[str]:
    return said_anywhere(var_dir, WORDS)


def test_not_one_of_its_words_is_left_below_the_var_folder(workplace: Workplace, version: str) -> None:
    assert _said_anywhere(workplace.settings.var_dir)
    done = _withdrawing(workplace).withdraw(version, ADMINISTRATOR, REASON)
    assert _said_anywhere(workplace.settings.var_dir) == []
    assert done.live == workplace.live
    assert (done.forgotten.golden, done.forgotten.feedback) == (1, 1)
    assert done.forgotten.builds >= 2
    assert workplace.deeds(Action.DOCUMENT_WITHDRAWN) == [f"{ADMINISTRATOR.name}: {REASON}"]
    tombstone = Tombstones(workplace.settings.var_dir).get(version)
    assert tombstone is not None
    assert tombstone.ids == {"arende"}


def test_with_as_many_indexes_as_are_kept_the_oldest_goes_without_a_fault(workplace: Workplace, version: str) -> None:
    for number in range(KEPT):
        workplace.published(f"Beslutet gäller i {number} år.")
    assert len(Generations(workplace.settings.var_dir).ids()) == KEPT
    _withdrawing(workplace).withdraw(version, ADMINISTRATOR, REASON)
    assert _said_anywhere(workplace.settings.var_dir) == []
    assert Generations(workplace.settings.var_dir).ids() == [workplace.live]


def test_how_far_it_has_come_is_told_by_what_is_left(workplace: Workplace, version: str) -> None:
    withdrawing, var_dir = _withdrawing(workplace), workplace.settings.var_dir
    assert (withdrawing.state(version), withdrawing.unfinished()) == (None, ())
    Tombstones(var_dir).put(version, ["arende"], DAY)
    assert withdrawing.state(version) is WithdrawalState.UNFINISHED
    assert [one.version for one in withdrawing.unfinished()] == [version]
    with held(BuildsFolder(var_dir).publishing):
        assert (withdrawing.state(version), withdrawing.unfinished()) == (WithdrawalState.GOES_ON, ())
    withdrawing.withdraw(version, ADMINISTRATOR, REASON)
    assert (withdrawing.state(version), withdrawing.unfinished()) == (WithdrawalState.DONE, ())


def test_its_addresses_say_that_it_is_gone_and_the_others_answer(
    workplace: Workplace, version: str, live: LiveSearcher
) -> None:
    live.refresh()
    client = _app(workplace, live).test_client()
    reference = f"arende@{version}:0-5"
    addresses = (
        f"/kallor/arende/{version}",
        f"/kallor/arende/{version}/0-5",
        f"/kallor/arende/{version}/original",
        f"/kvitto?referens={reference}",
    )
    assert {client.get(address, buffered=True).status_code for address in addresses} == {200}
    _withdrawing(workplace).withdraw(version, ADMINISTRATOR, REASON)
    live.refresh()
    for address in addresses:
        response = client.get(address, buffered=True)
        assert response.status_code == 410, address
        assert "återkallat" in response.text
        assert SENTENCE not in response.text
    response = client.get(f"/api/v1/quotes/{reference}")
    assert (response.status_code, response.content_type) == (410, "application/problem+json")
    assert client.post("/kvitto", data={"quote": SENTENCE, "reference": reference}).status_code == 410
    assert [item.document.id for item in live.opened.documents] == ["beslut"]
    assert client.get("/kallor/beslut", follow_redirects=True).status_code == 200
    asked = client.post("/api/v1/questions", json={"question": "Vem kan ansluta sig till strategin?"}).get_json()
    assert asked["status"] == "answered"


def test_nothing_else_is_read_or_encoded_again(workplace: Workplace, version: str) -> None:
    before = Generations(workplace.settings.var_dir).manifest(workplace.live or "")
    _withdrawing(workplace).withdraw(version, ADMINISTRATOR, REASON)
    build = workplace.build()
    assert Generations(workplace.settings.var_dir).manifest(workplace.live or "").documents == before.documents - 1
    assert build.report is not None
    assert (build.report["new"], build.report["reused"], build.report["failures"]) == (False, 1, {})


def test_the_only_document_takes_the_index_down(workplace: Workplace, live: LiveSearcher) -> None:
    workplace.published()
    live.refresh()
    version = live.opened.documents[0].document.version
    done = _withdrawing(workplace).withdraw(version, ADMINISTRATOR, REASON)
    assert done.live is None
    assert [path.name for path in done.shipped] == ["beslut.md"]
    assert Generations(workplace.settings.var_dir).ids() == []
    live.refresh()
    with pytest.raises(NoGenerationError):
        _ = live.opened
    client = _app(workplace, live).test_client()
    assert client.post("/api/v1/questions", json={"question": "Vad kostar beslutet?"}).status_code == 503
    assert client.get(f"/kallor/beslut/{version}").status_code == 410


def test_the_same_text_is_refused_by_the_next_build(workplace: Workplace, version: str) -> None:
    _withdrawing(workplace).withdraw(version, ADMINISTRATOR, REASON)
    (workplace.settings.documents_dir / "kopia.md").write_text(MATTER, encoding="utf-8")
    report = workplace.build().report
    assert report is not None
    assert report["failures"] == {"kopia.md": "Dokumentet är återkallat och får inte publiceras igen."}
    assert _said_anywhere(workplace.settings.var_dir) == []


def test_a_generation_that_holds_it_cannot_be_published(workplace: Workplace, version: str) -> None:
    holder = workplace.live or ""
    Tombstones(workplace.settings.var_dir).put(version, ["arende"], DAY)
    with pytest.raises(WithdrawnError):
        publish(workplace.settings.var_dir, holder)


_KILLED = """
import os, signal, sys
from pathlib import Path
from tests.words_left import said_anywhere
from tests.workplace import ADMINISTRATOR
from web.records.database import Records, default_url
from web.settings import Settings
from web.withdrawing import Withdrawing
calls, last = 0, int(sys.argv[2])
def count(event, arguments):
    global calls
    if event in {"os.rename", "os.remove", "os.rmdir"} and sys.argv[3] in str(arguments[0]):
        calls += 1
        if calls > last:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
settings = Settings.model_validate({"var_dir": Path(sys.argv[3]), "documents_dir": Path(sys.argv[4])})
Withdrawing(settings, Records.open(default_url(settings.var_dir))).withdraw(sys.argv[1], ADMINISTRATOR, "Fel.")
"""


@pytest.mark.parametrize("changes", [0, 3, 6, 10])
def test_one_that_was_killed_is_finished_by_the_next(workplace: Workplace, version: str, changes: int) -> None:
    settings = workplace.settings
    where = (str(settings.var_dir), str(settings.documents_dir))
    command = [sys.executable, "-c", _KILLED, version, str(changes), *where]
    killed = subprocess.run(command, capture_output=True, check=False, env=os.environ | {"PYTHONPATH": "."})
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    _withdrawing(workplace).withdraw(version, ADMINISTRATOR, REASON)
    assert _said_anywhere(settings.var_dir) == []
    assert workplace.live in Generations(settings.var_dir).ids()


def test_it_is_refused_without_a_reason_by_an_editor_and_for_what_is_not_there(
    workplace: Workplace, version: str
) -> None:
    withdrawing = _withdrawing(workplace)
    with pytest.raises(ReasonMissingError):
        withdrawing.withdraw(version, ADMINISTRATOR, " ")
    with pytest.raises(NotAllowedError):
        withdrawing.withdraw(version, EDITOR, REASON)
    for other in ("0" * 16, "../current", ""):
        with pytest.raises(VersionMissingError):
            withdrawing.withdraw(other, ADMINISTRATOR, REASON)
    with pytest.raises(VersionMissingError):
        withdrawing.withdraw(version, ADMINISTRATOR, REASON, "beslut")
    with workplace.releases.here(EDITOR), pytest.raises(BuildGoingOnError):
        withdrawing.withdraw(version, ADMINISTRATOR, REASON)


def _desk(workplace: Workplace, live: LiveSearcher) -> Desk:
    live.refresh()
    parts = Parts(Answering(live), live, workplace.settings, records=workplace.records)
    return Desk(create_app(parts), AdminParts.of(parts))


def test_an_administrator_withdraws_in_the_page(workplace: Workplace, version: str, live: LiveSearcher) -> None:
    desk = _desk(workplace, live)
    client: FlaskClient = desk.logged_in(Role.ADMINISTRATOR)
    address = "/admin/dokument/arende/aterkalla"
    assert address in client.get("/admin/dokument/arende").text
    page = client.get(address)
    assert version in page.text
    refused = post(client, address, {"version": version, "reason": ""}, of=address)
    assert refused.status_code == 422
    assert "Skriv varför" in refused.text
    assert post(client, address, {"version": version, "reason": REASON}, of=address).status_code == 303
    assert "är återkallad och borttagen" in client.get("/admin/dokument").text
    assert client.get(address).status_code == 404


def test_one_that_was_interrupted_is_told_of_and_finished_in_the_page(
    workplace: Workplace, version: str, live: LiveSearcher
) -> None:
    Tombstones(workplace.settings.var_dir).put(version, ["arende"], DAY)
    client = _desk(workplace, live).logged_in(Role.ADMINISTRATOR)
    address = f"/admin/dokument/arende/aterkalla/{version}"
    assert address in client.get("/admin").text
    assert "blev inte klart" in client.get(address).text
    post(client, "/admin/dokument/arende/aterkalla", {"version": version, "reason": REASON}, of=address)
    assert "Texten är raderad" in client.get(address).text
    assert address not in client.get("/admin").text
    assert client.get("/admin/dokument/arende/aterkalla/0000").status_code == 404


def test_a_script_withdraws(workplace: Workplace, version: str, live: LiveSearcher) -> None:
    desk = _desk(workplace, live)
    client, address = desk.app.test_client(), "/api/v1/admin/documents/arende/withdraw"
    key = {"Authorization": f"Bearer {desk.token(Role.ADMINISTRATOR)}"}
    wanted = ((b"[", 400), (b'{"version": 1}', 422), (b'{"version": "abc", "reason": "Fel"}', 404))
    for body, status in (*wanted, (json.dumps({"version": version}).encode(), 422)):
        assert client.post(address, data=body, headers=key).status_code == status, body
    done = client.post(address, json={"version": version, "reason": REASON}, headers=key)
    assert done.status_code == 200
    assert done.get_json()["documents"] == ["arende"]
    assert Builds(workplace.records).latest()[0].gate is None
