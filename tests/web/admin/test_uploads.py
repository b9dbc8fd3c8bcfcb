"""Hostile uploads: each is refused with a reason and leaves nothing behind, or is harmless by design."""

import io
import re
from collections.abc import Iterator

import pytest

from tests.web.admin.document_service import DocumentService, document_service, form, sent_file
from tests.web.admin.hostile_files import Hostile, hostile_files
from tests.web.admin.hostile_parts import PNG, TEXT, WORDS, deep, odt, pdf, word
from web.admin.incoming import MOST_FILES
from web.admin.uploads import new_id

SCRIPTED = (
    f"<html><body><script>alert(1)</script><h1 onclick=alert(2)>Beslutet</h1><p>{TEXT}</p></body></html>".encode()
)
HOSTILE = tuple(hostile_files())


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DocumentService]:
    with document_service(tmp_path_factory.mktemp("uploads")) as service:
        yield service


@pytest.fixture(autouse=True)
def _forgets(service: DocumentService) -> Iterator[None]:
    """Drops what a test has uploaded."""
    yield
    for entry in service.collection.entries():
        if entry.uploaded:
            service.collection.forget(entry.id)


@pytest.mark.parametrize("hostile", HOSTILE, ids=str)
def test_a_hostile_file_is_refused_with_a_reason_and_leaves_nothing(service: DocumentService, hostile: Hostile) -> None:
    before, lines = service.on_disk(), len(service.admin.audit.lines())
    response = service.send(hostile.name, hostile.make())
    assert response.status_code == 422
    assert response.content_type == "application/problem+json"
    assert str(hostile.reason) in response.json["detail"]
    assert service.on_disk() == before
    assert len(service.admin.audit.lines()) == lines


def test_there_are_more_than_fifty_of_them() -> None:
    assert len(HOSTILE) > 50
    assert len({str(hostile) for hostile in HOSTILE}) == len(HOSTILE)


def test_a_page_tells_of_each_file_why_it_was_refused(service: DocumentService) -> None:
    before = service.on_disk()
    files = [sent_file("<b>tom</b>.txt", b""), sent_file("beslut.exe", WORDS)]
    response = service.post(data={"files": files})
    assert response.status_code == 422
    assert "<strong>&lt;b&gt;tom&lt;/b&gt;.txt:</strong> Filen är tom." in response.text
    assert "beslut.exe:</strong> Formatet stöds inte." in response.text
    assert service.on_disk() == before


def test_a_claim_of_a_gigabyte_is_refused_before_it_is_read(service: DocumentService) -> None:
    before = service.on_disk()
    unread = io.BytesIO(WORDS)
    claim = {"CONTENT_LENGTH": str(1_000_000_000), "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    for method, address in (("POST", ""), ("PUT", "/nytt")):
        response = service.call(method, address, input_stream=unread, environ_overrides=claim)
        assert (response.status_code, unread.tell()) == (413, 0)
        assert "högst 30 MB" in response.json["detail"]
    assert service.post(environ_overrides=claim).status_code == 413
    assert service.on_disk() == before


def test_a_file_larger_than_the_setting_allows_is_refused(service: DocumentService) -> None:
    before = service.on_disk()
    large = WORDS * 450_000
    assert service.send("stor.txt", large).status_code == 413
    response = service.post(data={"files": sent_file("stor.txt", large)})
    assert response.status_code == 422
    assert "stor.txt:</strong> Filen är för stor." in response.text
    assert service.on_disk() == before


def test_no_other_address_takes_a_large_body(service: DocumentService) -> None:
    large = {"data": b"x" * 100_000, "content_type": "application/json"}
    assert service.call("PATCH", "/strategi", **large).status_code == 413
    assert service.app.test_client().post("/", data={"question": "x" * 100_000}).status_code == 413


def test_too_many_files_at_once_are_refused(service: DocumentService) -> None:
    before = service.on_disk()
    files = [sent_file(f"fil{number}.txt", WORDS) for number in range(MOST_FILES + 1)]
    assert service.post(data={"files": files}).status_code == 413
    two = form({"file": [sent_file("a.txt", WORDS), sent_file("b.txt", WORDS)]})
    assert service.call("POST", **two).status_code == 422
    assert service.on_disk() == before


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--x\r\n",
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalva',
        b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\ninget namn\r\n--x--\r\n',
        b'--x\r\nContent-Disposition: form-data; filename="a.txt"\r\n\r\ninget falt\r\n--x--\r\n',
        b"--x\r\n" + b"A: b\r\n" * 5000 + b"\r\nhuvuden\r\n--x--\r\n",
        b"\x00" * 2000,
    ],
    ids=["nothing", "a border", "no end", "no file name", "no field", "many headers", "zeros"],
)
def test_a_broken_form_is_refused(service: DocumentService, body: bytes) -> None:
    before = service.on_disk()
    response = service.call("POST", data=body, content_type="multipart/form-data; boundary=x")
    assert response.status_code in {400, 413, 422}
    assert response.content_type == "application/problem+json"
    assert service.on_disk() == before


def test_a_form_without_a_border_is_refused(service: DocumentService) -> None:
    assert service.call("POST", data=WORDS, content_type="multipart/form-data").status_code in {400, 422}


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "å" * 301},
        {"decided_on": "2024-02-30"},
        {"source_url": "javascript:alert(1)"},
        {"superseded_by": "../../etc"},
        {"language": "sv-SE"},
        {"id": "annat"},
        {"valid_from": "2024-02-01", "valid_to": "2024-01-01"},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_wrong_metadata_is_refused_with_the_file(service: DocumentService, fields: dict[str, str]) -> None:
    before = service.on_disk()
    response = service.send("beslut.txt", WORDS, **fields)
    assert response.status_code == 422
    assert next(reversed(fields)) in response.json["detail"]
    assert service.on_disk() == before


HOSTILE_NAMES = {
    "../../../etc/passwd.txt": "passwd",
    "/etc/cron.d/jobb.txt": "jobb",
    "beslut\u202etxt.txt": "besluttxt",
    "beslut.exe.txt": "beslut-exe",
    "CON.txt": "dokument-con",
    "lpt1.anteckning.txt": "dokument-lpt1-anteckning",
    "å" * 300 + ".txt": "a" * 80,
    "\u202e\u200b.txt": "dokument",
    "$(reboot);`id`|x.txt": "reboot-id-x",
    "....txt": "dokument",
    "日本.txt": "dokument",
}
"""Names as they are sent, and the ids that they become."""


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        *HOSTILE_NAMES.items(),
        ("C:\\Windows\\System32\\hosts.txt", "hosts"),
        ("..\\..\\hosts.txt", "hosts"),
        ('be"slut\r\nSet-Cookie: a=b.txt', "be-slut-set-cookie-a-b"),
        ("a\0b/c.txt", "c"),
        ("", "dokument"),
    ],
)
def test_an_id_holds_nothing_but_letters_digits_and_hyphens(name: str, id_: str) -> None:
    assert new_id(name) == id_


@pytest.mark.parametrize(("name", "id_"), HOSTILE_NAMES.items())
def test_a_hostile_name_never_reaches_the_disk(service: DocumentService, name: str, id_: str) -> None:
    before = service.on_disk()
    response = service.send(name, WORDS)
    assert (response.status_code, response.json["id"]) == (201, id_), response.text
    file = f"collection/{service.collection.entry(id_).location.name}"
    assert re.fullmatch(rf"collection/{id_}-[0-9a-f]{{12}}\.txt", file)
    new = {path for path, _ in service.on_disk() - before}
    assert new - {"collection/collection.json"} == {file, f"{file}.meta.yaml"}


def test_a_script_in_a_page_is_read_past_and_shown_as_text(service: DocumentService) -> None:
    assert service.send("sida.html", SCRIPTED).status_code == 201
    reading = service.page("/sida/granska").text
    assert "alert" not in reading
    text = b"# Titel\n\n[Klicka](javascript:alert(1)) <b onclick=alert(2)>h\xc3\xa4r</b> &lt;script&gt; nu.\n"
    assert service.send("text.md", text).status_code == 201
    assert "<script>" not in service.page("/text/granska").text
    assert "onclick" not in service.page("/text/granska").text


@pytest.mark.parametrize("mime", ["text/html", "image/png", "application/x-msdownload", "", "../../x"])
def test_what_the_sender_calls_the_format_counts_for_nothing(service: DocumentService, mime: str) -> None:
    response = service.send("beslut.pdf", pdf(), mime)
    assert (response.status_code, response.json["path"]) == (201, "beslut.pdf")


def test_a_picture_that_claims_to_be_huge_is_never_opened(service: DocumentService) -> None:
    assert service.send("bild.docx", word({"word/media/a.png": PNG})).status_code == 201
    assert service.page("/bild/granska").status_code == 200


def test_elements_very_deep_in_a_page_do_no_harm(service: DocumentService) -> None:
    before = service.on_disk()
    response = service.send("djup.html", b"<html><body>" + deep("div", 100_000) + b"<p>" + WORDS + b"</p>")
    assert response.status_code in {201, 422}
    assert response.status_code == 201 or service.on_disk() == before


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.pdf", pdf()), ("a.docx", word()), ("a.odt", odt()), ("a.txt", WORDS), ("a.md", WORDS), ("a.htm", SCRIPTED)],
    ids=["pdf", "docx", "odt", "txt", "md", "htm"],
)
def test_an_ordinary_file_of_every_format_is_taken(service: DocumentService, name: str, data: bytes) -> None:
    response = service.send(name, data, kind="Beslut", decided_on="2024-03-01")
    assert response.status_code == 201, response.text
    assert response.json["metadata"]["decided_on"] == "2024-03-01"
    assert service.call("GET", "/a/reading").json["sentence_count"] >= 1


def test_a_caller_without_a_key_or_a_session_sends_nothing(service: DocumentService) -> None:
    before = service.on_disk()
    client = service.app.test_client()
    sent = {"file": sent_file("a.txt", WORDS)}
    assert client.post("/api/v1/admin/documents", data=sent).status_code == 401
    assert client.post("/admin/dokument", data={"files": sent_file("a.txt", WORDS)}).status_code == 303
    assert service.post(data={"files": sent_file("a.txt", WORDS), "csrf_token": "fel"}).status_code == 400
    assert service.on_disk() == before
