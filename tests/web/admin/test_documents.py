"""The documents that administrators handle: their states, metadata, replacing, removing; as pages and for scripts."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.web.admin.document_service import DocumentService, document_service, form, sent_file
from tests.web.admin.hostile_parts import TEXT, WORDS, pdf, word
from web.admin.incoming import Incoming
from web.clock import utc_now
from web.records.audit import Action
from web.records.builds import Builds, BuildState
from web.records.roles import Role

NEWER = WORDS + " Beslutet är omprövat.".encode()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DocumentService]:
    with document_service(tmp_path_factory.mktemp("documents")) as service:
        yield service


@pytest.fixture
def service(shared: DocumentService) -> Iterator[DocumentService]:
    yield shared
    for entry in shared.collection.entries():
        if entry.uploaded or entry.removed:
            shared.collection.forget(entry.id)


def _lines(service: DocumentService) -> list[tuple[str, str]]:
    return [(line.action, line.subject) for line in service.admin.audit.lines()]


def test_an_uploaded_file_is_shown_as_it_is_read(service: DocumentService) -> None:
    response = service.post(data={"files": sent_file("Beslut om åtgärder.pdf", pdf()), "kind": "Beslut"})
    assert (response.status_code, response.location) == (303, "/admin/dokument/beslut-om-atgarder/granska")
    page = service.page("/beslut-om-atgarder/granska").text
    assert "Så läser boten ”Beslut om åtgärder”" in page
    assert "Alla organisationer kan ansluta sig." in page
    assert "Sidan 1" in page
    assert "<dd>Beslut</dd>" in page
    assert (Action.DOCUMENT_UPLOADED, "beslut-om-atgarder") in _lines(service)


def test_several_files_are_uploaded_at_once_and_the_list_shows_them(service: DocumentService) -> None:
    files = [sent_file("ena.txt", WORDS), sent_file("andra.docx", word()), sent_file("fel.exe", WORDS)]
    response = service.post(data={"files": files})
    assert response.status_code == 422
    assert "fel.exe:</strong> Formatet stöds inte." in response.text
    page = service.page().text
    assert 'id="ena"' in page
    assert 'id="andra"' in page


def test_the_script_of_the_page_is_answered_in_json(service: DocumentService) -> None:
    sent = {"files": sent_file("beslut.txt", WORDS)}
    response = service.post(data=sent, headers={"Accept": "application/json"})
    assert response.json == {
        "taken": [{"title": "Beslut", "address": "/admin/dokument/beslut/granska"}],
        "refused": [],
    }


def test_a_document_of_the_same_name_is_not_overwritten(service: DocumentService) -> None:
    response = service.send("strategi.txt", WORDS)
    assert response.status_code == 422
    assert "Det finns redan ett dokument med id strategi" in response.json["detail"]


def test_metadata_is_shown_kept_and_cleared(service: DocumentService) -> None:
    service.send("beslut.md", b"---\nissuer: Regionen\n---\n" + WORDS)
    page = service.page("/beslut").text
    assert 'value="Regionen"' in page
    response = service.post(
        "/beslut", {"title": "Beslutet", "kind": "beslut", "issuer": "", "decided_on": "2024-03-01"}
    )
    assert response.status_code == 303
    metadata = service.call("GET", "/beslut/reading").json["metadata"]
    assert (metadata["title"], metadata["issuer"], metadata["decided_on"]) == ("Beslutet", None, "2024-03-01")
    assert (
        service.admin.audit.lines(1)[0].detail == "title: Beslutet\nkind: beslut\nissuer: tomt\ndecided_on: 2024-03-01"
    )


def test_wrong_metadata_is_told_at_its_field(service: DocumentService) -> None:
    response = service.post("/strategi", {"title": "Strategin", "decided_on": "igår", "source_url": "ftp://x"})
    assert response.status_code == 422
    assert 'href="#decided_on"' in response.text
    assert 'value="igår"' in response.text
    assert service.collection.entry("strategi").metadata == {}


def test_a_form_that_is_saved_unchanged_changes_nothing(service: DocumentService) -> None:
    before = service.collection.entry("strategi")
    shown = service.call("GET", "/strategi/reading").json["metadata"]
    service.post("/strategi", {name: value or "" for name, value in shown.items()})
    assert service.collection.entry("strategi") == before


def test_a_document_is_superseded_by_another(service: DocumentService) -> None:
    service.send("nytt.txt", WORDS)
    assert '<option value="nytt">' in service.page("/strategi").text
    assert service.call("PATCH", "/strategi", json={"superseded_by": "nytt"}).status_code == 200
    assert service.call("GET", "/strategi/reading").json["metadata"]["superseded_by"] == "nytt"
    for wrong in ("strategi", "okänt"):
        assert service.call("PATCH", "/strategi", json={"superseded_by": wrong}).status_code == 422


def test_a_replaced_file_keeps_what_was_written_about_it(service: DocumentService) -> None:
    service.send("beslut.txt", WORDS, title="Beslutet", issuer="Regionen")
    service.post("/beslut/ersatt", {"file": sent_file("v2.pdf", pdf())})
    entry = service.collection.entry("beslut")
    assert (entry.path, entry.metadata) == ("beslut.pdf", {"issuer": "Regionen", "title": "Beslutet"})
    assert (Action.DOCUMENT_REPLACED, "beslut") in _lines(service)


def test_a_file_that_is_refused_replaces_nothing(service: DocumentService) -> None:
    service.send("beslut.txt", WORDS)
    before = service.on_disk()
    response = service.post("/beslut/ersatt", {"file": sent_file("v2.pdf", WORDS)})
    assert response.status_code == 303
    assert "Filen är inte ersatt." in service.page("/beslut").text
    assert service.on_disk() == before


def test_a_removed_document_can_be_taken_back(service: DocumentService) -> None:
    service.post("/strategi/ta-bort")
    assert service.call("GET", "/strategi").json["state"] == "borttaget"
    assert service.collection.sources() == []
    service.post("/strategi/ta-tillbaka")
    assert service.call("GET", "/strategi").json["state"] == "nytt"
    assert _lines(service)[:2] == [(Action.DOCUMENT_RESTORED, "strategi"), (Action.DOCUMENT_REMOVED, "strategi")]


def test_a_script_puts_changes_removes_and_restores(service: DocumentService) -> None:
    def put(data: bytes) -> tuple[int, str]:
        response = service.call("PUT", "/rapport-2024", **form({"file": sent_file("x.txt", data), "kind": "rapport"}))
        return response.status_code, response.json["sha256"]

    assert put(WORDS)[0] == 201
    assert put(NEWER)[0] == 200
    assert service.call("PATCH", "/rapport-2024", json={"issuer": "Länsstyrelsen", "kind": None}).status_code == 200
    assert service.collection.entry("rapport-2024").metadata["issuer"] == "Länsstyrelsen"
    assert service.call("DELETE", "/rapport-2024").json["removed"]
    assert not service.call("PATCH", "/rapport-2024", json={"removed": False}).json["removed"]


@pytest.mark.parametrize("body", ["[]", "{", '{"title": 1}', '{"removed": "ja"}', '{"okand": "x"}', "[" * 100_000])
def test_a_body_that_is_wrong_changes_nothing(service: DocumentService, body: str) -> None:
    response = service.call("PATCH", "/strategi", data=body[:60_000], content_type="application/json")
    assert response.status_code in {400, 422}
    assert service.collection.entry("strategi").metadata == {}


def test_what_is_not_there_is_not_found(service: DocumentService) -> None:
    for method, address in (("GET", ""), ("GET", "/reading"), ("PATCH", ""), ("DELETE", "")):
        assert service.call(method, f"/okant{address}", json={}).status_code == 404
    for address in ("/okant", "/okant/granska", "/strategi/granska?fran=100000"):
        assert service.page(address).status_code == 404
    for address in ("/okant/ta-bort", "/okant/ta-tillbaka", "/okant/ersatt"):
        assert service.post(address).status_code == 404
    assert service.call("PUT", "/Fel_id", **form({"file": sent_file("a.txt", WORDS)})).status_code == 422


def test_what_the_last_build_could_not_read_is_told_until_the_file_is_replaced(service: DocumentService) -> None:
    service.send("beslut.txt", WORDS)
    builds = Builds(service.admin.records, lambda: utc_now() + timedelta(minutes=1))
    build = builds.start("prov")
    builds.set_state(build.id, BuildState.READY, report={"failures": {"beslut.txt": "Det tog för lång tid."}})
    told = service.call("GET", "/beslut").json
    assert (told["state"], told["reason"]) == ("misslyckat", "Det tog för lång tid.")
    assert "Det tog för lång tid." in service.page().text
    earlier = Builds(service.admin.records, lambda: utc_now() + timedelta(minutes=2))
    earlier.set_state(earlier.start("prov").id, BuildState.READY, report={"failures": {}})
    assert service.call("GET", "/beslut").json["state"] == "nytt"


def test_an_editor_may_do_all_of_it_and_an_unknown_script_nothing(service: DocumentService) -> None:
    assert json.loads(service.call("GET").text)["documents"][0]["id"] == "strategi"
    assert service.app.test_client().get("/api/v1/admin/documents").status_code == 401
    assert Role.ADMINISTRATOR.may(Role.EDITOR)


def test_an_upload_that_goes_on_is_not_cleared_away(service: DocumentService) -> None:
    first = Incoming(service.var_dir, 1000).receive(".txt")
    with first:
        first.write(TEXT.encode())
        Incoming(service.var_dir, 1000).clear()
        assert first.path.is_file()
    assert not first.path.exists()
    left = service.var_dir / "uploads" / "0123.pdf"
    left.write_bytes(b"%PDF")
    Incoming(service.var_dir, 1000).clear()
    assert not left.exists()
