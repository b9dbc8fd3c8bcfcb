"""axe-core finds nothing on any page, in any state: light, dark, with forced colours and in a narrow window."""

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.journeys.conftest import Service
from tests.journeys.rules import violations_in_every_mode

QUESTION = "Vad kostar det att ansluta sig?"
STATES = [
    ["answered", "related", "no_answer", "crisis", "needs_question"],
    ["greeting", "about", "unavailable"],
]
PAGES = [
    "/",
    "/widget",
    "/en",
    "/fi",
    "/ar",
    "/kallor",
    "/kallor/motesplatser",
    "/kallor/stod-och-hjalp",
    "/kvitto",
    "/om",
    "/integritet",
    "/tillganglighet",
]

CARRY = """(turns) => {
  const form = document.querySelector("#ask");
  for (const [name, value] of turns) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  document.querySelector("#question").value = "Vad kostar det att ansluta sig?";
  form.submit();
}"""


def converse(page: Page, address: str, states: list[str]) -> None:
    """Brings the page into a conversation in which earlier answers came out so."""
    page.goto("/kallor/motesplatser")
    reference = f"motesplatser@{page.url.rsplit('/', 1)[1]}:34-80"
    page.goto(address)
    turns = [[["earlier", f"När är det {state}?"], ["outcome", f"{state} sv {reference}"]] for state in states]
    page.evaluate(CARRY, [field for turn in turns for field in turn])
    expect(page.locator(".turn")).to_have_count(len(states) + 1)
    for state in states:
        expect(page.locator(f".reply.{state}").first).to_be_visible()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_breaks_no_rule(page: Page, address: str) -> None:
    page.goto(address)
    assert violations_in_every_mode(page) == []


@pytest.mark.parametrize(
    ("address", "states"), [("/", STATES[0]), ("/", STATES[1]), ("/widget", STATES[0]), ("/ar", STATES[0])]
)
def test_a_conversation_breaks_no_rule(page: Page, address: str, states: list[str]) -> None:
    converse(page, address, states)
    assert violations_in_every_mode(page) == []


def test_waiting_for_an_answer_breaks_no_rule(page: Page) -> None:
    held: list[Route] = []
    page.goto("/")
    # The browser may ask for the icon of the page at any time: that is not the question.
    page.route("**/*", lambda route: held.append(route) if route.request.method == "POST" else route.continue_())
    page.get_by_label("fråga").fill(QUESTION)
    page.get_by_role("button", name="Fråga", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Söker i dokumenten …")
    assert violations_in_every_mode(page) == []
    held[0].continue_()
    expect(page.locator("#answer-1")).to_be_focused()


def test_an_error_and_an_answer_to_it_break_no_rule(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Fråga", exact=True).click()
    expect(page.locator("#error")).to_be_visible()
    assert violations_in_every_mode(page) == []
    page.get_by_label("fråga").fill("Hur följs strategin upp?")
    page.keyboard.press("Enter")
    expect(page.locator("#answer-1")).to_be_focused()
    assert violations_in_every_mode(page) == []


@pytest.mark.parametrize("quote", ["", "Mötesplatsen Linden har öppet varje dag.", "Detta har ingen skrivit."])
def test_a_receipt_breaks_no_rule(page: Page, quote: str) -> None:
    page.goto("/kvitto")
    page.get_by_label("Citatet").fill(quote)
    page.get_by_role("button", name="Kontrollera").click()
    expect(page.locator("#error, #verdict")).to_be_visible()
    assert violations_in_every_mode(page) == []


def test_a_quote_in_its_document_breaks_no_rule(page: Page) -> None:
    page.goto("/")
    page.get_by_label("fråga").fill(QUESTION)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Visa i dokumentet").first.click()
    expect(page.locator("#citat")).to_be_focused()
    assert violations_in_every_mode(page) == []


def test_a_quote_in_an_earlier_version_breaks_no_rule(page: Page, service: Service) -> None:
    page.goto(f"/kallor/motesplatser/{service.earlier_version}/34-80#citat")
    expect(page.locator("#citat").first).to_be_visible()
    assert violations_in_every_mode(page) == []


def test_an_address_that_leads_nowhere_breaks_no_rule(context: BrowserContext) -> None:
    # Chromium writes on its console that the answer was a refusal.
    page = context.new_page()
    page.goto("/finns-inte")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sidan finns inte")
    assert violations_in_every_mode(page) == []
