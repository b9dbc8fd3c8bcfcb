"""The whole way in the service as it runs: a PDF is uploaded, looked at, built, compared, published and asked about."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from index.encoder import Encoder
from tests.asked_meanwhile import asked_meanwhile
from tests.bench.service import Service
from tests.journeys.administration import create_accounts, log_in
from tests.web.admin.hostile_parts import pdf
from tests.workplace import COST, Workplace, workplace_in
from web.records.builds import BuildState
from web.records.roles import Role

QUESTION = "Vad kostar beslutet?"
BUILD_MS = 120_000
CLIENTS = 3
_MS_UNDER_LOAD = 1500


@pytest.fixture(scope="module")
def place(
    tmp_path_factory: pytest.TempPathFactory, encoders_dir: Path, default_encoder: Encoder
) -> Iterator[Workplace]:
    with workplace_in(tmp_path_factory.mktemp("reaching"), encoders_dir, default_encoder) as place:
        place.published()
        yield place


@pytest.fixture(scope="module")
def running(place: Workplace) -> Iterator[Service]:
    """The service over the place, with an account of each role."""
    settings = place.settings
    more = {"BOT_DOCUMENTS_DIR": str(settings.documents_dir)}
    with Service(settings.var_dir, settings.var_dir.parent / "log", more=more) as service:
        service.wait_for_answer(QUESTION)
        create_accounts(place.records)
        yield service


@pytest.fixture
def context(browser: Browser, running: Service) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=running.address, locale="sv-SE")
    yield context
    context.close()


def test_uploads_a_pdf_looks_builds_compares_publishes_and_asks_as_a_citizen(page: Page, tmp_path: Path) -> None:
    (tmp_path / "Beslut om anslutning.pdf").write_bytes(pdf())
    log_in(page)
    page.get_by_role("navigation").get_by_role("link", name="Dokument").click()
    page.get_by_label("Filer").set_input_files(tmp_path / "Beslut om anslutning.pdf")
    page.get_by_label("Slag").fill("beslut")
    page.get_by_role("button", name="Ladda upp").click()
    page.get_by_role("link", name="Granska ”Beslut om anslutning”").click()
    expect(page.get_by_text("Alla organisationer kan ansluta sig.")).to_be_visible()
    page.get_by_role("navigation").get_by_role("link", name="Bygg och publicera").click()
    page.get_by_role("button", name="Bygg nytt index").click()
    expect(page.get_by_role("heading", name="Testfrågorna", exact=True)).to_be_visible(timeout=BUILD_MS)
    expect(page.get_by_text("svarar rätt på 2 av 2 testfrågor")).to_be_visible()
    page.get_by_role("button", name="Publicera", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Indexet är publicerat.")
    page.wait_for_timeout(2000)
    page.get_by_role("link", name="Ställ en fråga till boten").click()
    page.get_by_label("fråga").fill("Vilka kan ansluta sig?")
    page.get_by_role("button", name="Fråga", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Alla organisationer kan ansluta sig")
    page.goto("/kallor")
    expect(page.get_by_role("link", name="Beslut om anslutning")).to_be_visible()


def test_an_editor_cannot_publish(page: Page, context: BrowserContext, place: Workplace) -> None:
    live = place.live
    place.write(f"{COST} Barnens bästa har prövats.")
    build = place.build()
    log_in(page, Role.EDITOR)
    page.goto(f"/admin/bygg/{build.id}")
    expect(page.get_by_text("Bara en administratör får publicera.")).to_be_visible()
    expect(page.get_by_role("button", name="Publicera")).to_have_count(0)
    token = page.locator('input[name="csrf_token"]').first.input_value()
    for address in (f"/admin/bygg/{build.id}/publicera", f"/admin/bygg/index/{live}/tillbaka"):
        forged = context.request.post(address, form={"csrf_token": token, "skal": "Jag vill."})
        assert forged.status == 403
        assert "Det kräver rollen administratör." in forged.text()
    assert place.live == live
    assert place.releases.get(build.id).state is BuildState.READY


def test_rollback_under_load_loses_no_question(page: Page, running: Service, place: Workplace) -> None:
    first = place.published(COST).generation
    second = place.published(f"{COST} Det gäller från i dag.").generation
    log_in(page)
    page.goto("/admin/bygg")
    with asked_meanwhile(running, QUESTION, CLIENTS) as replies:
        page.get_by_role("button", name="Gå tillbaka hit").first.click()
        expect(page.get_by_role("status")).to_contain_text("Boten svarar åter ur")
        page.wait_for_timeout(_MS_UNDER_LOAD)
    assert [reply for reply in replies if reply.status != 200 or reply.body["status"] != "answered"] == []
    assert place.live == first != second
    assert {reply.body["generation"] for reply in replies[-CLIENTS:]} == {first}
