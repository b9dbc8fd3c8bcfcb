"""What people ask comes back to those who keep the bot: an answer that did not help, a question that got none."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.bench.service import Service
from tests.journeys.administration import Administration, log_in, with_published
from tests.journeys.rules import violations, violations_in_every_mode
from web.records.roles import Role

QUESTION = "Vilka organisationer kan ansluta sig till strategin?"
UNANSWERED = "Vilken tid går tåget till Arlanda?"
NO_SCRIPT = {"java_script_enabled": False}
PAGES = [
    "/admin/fragor",
    "/admin/fragor?visa=alla&ordning=oftast",
    "/admin/testfragor",
    "/admin/testfragor/ny",
    "/admin/siffror?veckor=26",
    "/admin/innehall",
    "/admin/innehall/stangd",
    "/admin/innehall/hjalplinjer",
    "/admin/innehall/exempelfragor",
]


@pytest.fixture(scope="module")
def administration(tmp_path_factory: pytest.TempPathFactory, published_var: Path) -> Iterator[Administration]:
    """The service with a published decision, an account of each role, and questions that were asked of it."""
    folder = tmp_path_factory.mktemp("followed")
    var_dir = with_published(published_var, folder / "var")
    with Service(var_dir, folder / "log", workers=2) as service:
        service.wait_for_answer(QUESTION)
        service.wait_for_answer(UNANSWERED)
        administration = Administration(service.address, var_dir)
        for role in Role:
            administration.create_account(role)
        yield administration


@pytest.fixture
def context(
    browser: Browser, administration: Administration, request: pytest.FixtureRequest
) -> Iterator[BrowserContext]:
    """A fresh window on the service of this journey."""
    options = getattr(request, "param", {})
    context = browser.new_context(base_url=administration.address, locale="sv-SE", **options)
    yield context
    context.close()


def ask(page: Page, question: str) -> None:
    page.get_by_label("fråga").fill(question)
    page.get_by_role("button", name="Fråga", exact=True).click()
    expect(page.locator(".turn").last).to_contain_text(question)


def seen_by_an_editor(page: Page, address: str, text: str) -> None:
    """Reloads until what was asked a moment ago is there."""
    page.goto(address)
    for _ in range(20):
        if page.get_by_text(text).count():
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError(text)


def test_says_that_an_answer_did_not_help_and_an_editor_reads_it(page: Page) -> None:
    page.goto("/")
    page.evaluate("window.stayed = true")
    ask(page, QUESTION)
    page.get_by_role("group", name="Var svaret till hjälp?").get_by_role("button", name="Nej").press("Enter")
    thanks = page.get_by_text("Tack för ditt svar")
    expect(thanks).to_be_focused()
    assert page.evaluate("window.stayed")
    assert violations(page) == []
    ask(page, UNANSWERED)
    expect(page.locator(".rating").first).to_have_text("Tack för ditt svar")
    log_in(page, Role.EDITOR)
    seen_by_an_editor(page, "/admin/fragor", QUESTION)
    page.get_by_role("row", name=QUESTION).get_by_role("link", name="Gör till testfråga").click()
    expect(page.get_by_label("Fråga", exact=True)).to_have_value(QUESTION)


@pytest.mark.parametrize("context", [NO_SCRIPT], indirect=True)
@pytest.mark.parametrize("address", ["/", "/widget"])
def test_says_without_a_script_that_an_answer_helped_and_the_conversation_stays(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, QUESTION)
    page.get_by_label("fråga").fill("En fråga som jag har börjat på")
    page.get_by_role("button", name="Ja", exact=True).click()
    expect(page.locator("#tack")).to_have_text("Tack för ditt svar")
    expect(page.locator("#tack")).to_be_in_viewport()
    expect(page).to_have_title("Tack för ditt svar – Jämställdhetsboten")
    expect(page.locator("blockquote").first).to_contain_text("kan ansluta sig")
    expect(page.get_by_label("fråga")).to_have_value("En fråga som jag har börjat på")
    ask(page, UNANSWERED)
    expect(page.locator(".turn").first).to_contain_text("Tack för ditt svar")


def test_asking_whether_it_helped_breaks_no_rule(page: Page) -> None:
    page.goto("/ar")
    page.locator("#question").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="هل كان الجواب مفيداً؟")).to_be_visible()
    assert violations_in_every_mode(page) == []


def test_an_unanswered_question_becomes_a_golden_one(page: Page) -> None:
    log_in(page, Role.EDITOR)
    seen_by_an_editor(page, "/admin/fragor", UNANSWERED)
    group = page.get_by_role("article", name=UNANSWERED)
    group.get_by_text("Hantera").click()
    group.get_by_label("Vad som görs").select_option("Utanför uppdraget")
    group.get_by_label("Ansvarig enhet").fill("Kollektivtrafiken")
    group.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("status")).to_contain_text("Frågorna är nu märkta ”utanför uppdraget”")
    page.get_by_role("link", name="Utanför uppdraget").click()
    expect(group).to_contain_text("Kollektivtrafiken")
    group.get_by_role("link", name="Gör till testfråga").click()
    page.get_by_role("button", name="Lägg till testfråga").click()
    expect(page.get_by_role("alert")).to_contain_text("Välj ett dokument")
    assert violations(page) == []
    page.get_by_label("Dokument som ska svara").select_option("Frågan ska inte besvaras")
    page.get_by_role("button", name="Lägg till testfråga").click()
    row = page.get_by_role("row", name=UNANSWERED)
    expect(row).to_contain_text("Ska inte besvaras")
    row.get_by_role("button", name="Ta bort").click()
    expect(page.get_by_role("status")).to_contain_text("borttagen")


def test_closes_the_service_and_opens_it_again(page: Page, context: BrowserContext) -> None:
    log_in(page)
    page.goto("/admin/innehall/stangd")
    page.get_by_label("Stäng tjänsten").fill("Vi flyttar. Tillbaka på måndag.")
    page.get_by_role("button", name="Förhandsgranska").click()
    expect(page.locator(".preview")).to_contain_text("Tillbaka på måndag.")
    assert violations(page) == []
    page.get_by_role("button", name="Spara").click()
    citizen = context.new_page()
    citizen.wait_for_timeout(2000)
    citizen.goto("/")
    expect(citizen.get_by_role("heading", name="Tjänsten är stängd")).to_be_visible()
    assert violations_in_every_mode(citizen) == []
    page.goto("/admin/innehall/stangd")
    page.get_by_role("button", name="Öppna tjänsten").click()
    citizen.wait_for_timeout(2000)
    citizen.goto("/")
    expect(citizen.get_by_label("fråga")).to_be_visible()


def test_the_pages_about_questions_and_content_break_no_rule(page: Page) -> None:
    log_in(page)
    for address in PAGES:
        page.goto(address)
        for closed in page.locator("details:not([open]) > summary").all():
            closed.click()
        assert violations_in_every_mode(page) == [], address
    page.goto("/admin/innehall/hjalplinjer")
    page.get_by_label("Nummer, rad 1").fill("ett ett två")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations_in_every_mode(page) == []
