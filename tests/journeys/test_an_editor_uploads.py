"""What an editor does with documents, in a real browser: uploads, looks how they are read, describes, removes."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from werkzeug.serving import make_server

from tests.journeys.rules import violations, violations_in_every_mode
from tests.web.admin.document_service import DocumentService, document_service
from tests.web.admin.hostile_parts import EXE, pdf, word
from web.admin.cookie import NAME

_NO_SCRIPT = {"java_script_enabled": False}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DocumentService]:
    with document_service(tmp_path_factory.mktemp("desk")) as service:
        yield service


@pytest.fixture(scope="module")
def address(desk: DocumentService) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, desk.app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def context(
    browser: Browser, desk: DocumentService, address: str, request: pytest.FixtureRequest
) -> Iterator[BrowserContext]:
    """A window of an editor who is logged in."""
    context = browser.new_context(base_url=address, locale="sv-SE", **getattr(request, "param", {}))
    cookie = desk.editor.get_cookie(NAME)
    assert cookie
    # The cookie is for HTTPS only; as a header it is sent here, too.
    context.set_extra_http_headers({"Cookie": f"{NAME}={cookie.value}"})
    yield context
    context.close()
    for entry in desk.collection.entries():
        if entry.uploaded or entry.removed:
            desk.collection.forget(entry.id)


def _files(folder: Path) -> list[Path]:
    files = {"Beslut om mötesplatser.pdf": pdf(), "Rapport.docx": word(), "program.pdf": EXE}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in files]


def test_uploads_a_file_and_looks_how_it_is_read(page: Page, tmp_path: Path) -> None:
    page.goto("/admin/dokument")
    page.get_by_label("Filer").set_input_files(_files(tmp_path)[0])
    page.get_by_label("Slag").fill("beslut")
    page.get_by_role("button", name="Ladda upp").click()
    page.get_by_role("link", name="Granska ”Beslut om mötesplatser”").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Så läser boten ”Beslut om mötesplatser”")
    expect(page.get_by_text("Alla organisationer kan ansluta sig.")).to_be_visible()


def test_uploads_several_and_sees_which_was_refused_and_why(page: Page, tmp_path: Path) -> None:
    page.goto("/admin/dokument")
    page.get_by_label("Filer").set_input_files(_files(tmp_path))
    page.get_by_role("button", name="Ladda upp").click()
    expect(page.locator("#upload-status")).to_have_text("2 av 3 filer är uppladdade.", timeout=60_000)
    expect(page.locator("#uploads .refused")).to_contain_text("Innehållet är inte av det format")
    # The bar would lie over the menu.
    page.evaluate("scrollTo(0, 0)")
    assert violations(page) == []
    expect(page.get_by_role("link", name="Beslutet", exact=True)).to_be_visible()


def test_drops_a_file_on_the_form(page: Page) -> None:
    page.goto("/admin/dokument")
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.items.add(new File(["Mötesplatsen har öppet varje dag."], "Öppettider.txt"));
          document.querySelector("#upload").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
        }"""
    )
    expect(page.get_by_role("link", name="Granska ”Öppettider”")).to_be_visible(timeout=60_000)


@pytest.mark.parametrize("context", [_NO_SCRIPT], indirect=True)
def test_does_all_of_it_without_a_script(page: Page, tmp_path: Path) -> None:
    page.goto("/admin/dokument")
    page.get_by_label("Filer").set_input_files(_files(tmp_path)[0])
    page.get_by_role("button", name="Ladda upp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Så läser boten ”Beslut om mötesplatser”")
    page.get_by_role("link", name="Ändra uppgifterna eller ersätt filen").click()
    page.get_by_label("Beslutat den").fill("2024-06-12")
    page.get_by_label("Ersatt av").select_option(label="Strategi")
    page.get_by_role("button", name="Spara uppgifterna").click()
    expect(page.get_by_role("status")).to_contain_text("Uppgifterna är sparade")
    page.get_by_role("button", name="Ta bort dokumentet").click()
    expect(page.get_by_text("Borttaget", exact=True)).to_be_visible()
    page.get_by_role("button", name="Ta tillbaka dokumentet").click()
    expect(page.get_by_text("Nytt", exact=True)).to_be_visible()


def test_no_page_breaks_a_rule(page: Page, desk: DocumentService) -> None:
    desk.send("Beslut.pdf", pdf())
    desk.collection.remove("strategi")
    for address in ("", "/beslut", "/beslut/granska", "/strategi"):
        page.goto(f"/admin/dokument{address}")
        assert violations_in_every_mode(page) == [], address
    page.goto("/admin/dokument/beslut")
    page.get_by_label("Titel").fill("x" * 10)
    page.get_by_label("Källa på webben").fill("ingen adress")
    page.get_by_role("button", name="Spara uppgifterna").click()
    expect(page.locator("#errors")).to_be_visible()
    assert violations_in_every_mode(page) == []
