"""axe-core finds nothing on any page, in any state, light or dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Service

RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
STATES = [
    ["answered", "related", "no_answer", "crisis", "needs_question"],
    ["greeting", "about", "unavailable"],
]
MODES = [
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    {"color_scheme": "dark", "viewport": {"width": 320, "height": 640}},
    {"forced_colors": "active"},
]
PAGES = [
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


def violations(page: Page) -> list[str]:
    # An element can be there before the style sheet that gives it its colours.
    page.wait_for_load_state("load")
    # What is shown in a frame is a page of its own, and is checked as one.
    options = {"runOnly": {"type": "tag", "values": RULES}, "iframes": False}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


def converse(page: Page, states: list[str]) -> None:
    """Brings the page into a conversation in which earlier answers came out so."""
    page.goto("/kallor/motesplatser")
    reference = f"motesplatser@{page.url.rsplit('/', 1)[1]}:34-80"
    page.goto("/")
    turns = [[["earlier", f"När är det {state}?"], ["outcome", f"{state} sv {reference}"]] for state in states]
    page.evaluate(CARRY, [field for turn in turns for field in turn])
    expect(page.locator(".turn")).to_have_count(len(states) + 1)
    for state in states:
        expect(page.locator(f".reply.{state}").first).to_be_visible()


@pytest.mark.parametrize("context", MODES, indirect=True, ids=["light", "dark", "narrow", "forced colours"])
def test_the_page_before_a_question_breaks_no_rule(page: Page) -> None:
    page.goto("/")
    assert violations(page) == []


@pytest.mark.parametrize("context", MODES, indirect=True, ids=["light", "dark", "narrow", "forced colours"])
@pytest.mark.parametrize("states", STATES, ids=" ".join)
def test_a_conversation_breaks_no_rule(page: Page, states: list[str]) -> None:
    converse(page, states)
    assert violations(page) == []


@pytest.mark.parametrize("context", MODES[:3], indirect=True, ids=["light", "dark", "narrow"])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_breaks_no_rule(page: Page, address: str) -> None:
    page.goto(address)
    assert violations(page) == []


@pytest.mark.parametrize("context", MODES[:2], indirect=True, ids=["light", "dark"])
def test_an_error_and_an_answer_to_it_break_no_rule(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Fråga", exact=True).click()
    expect(page.locator("#error")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("fråga").fill("Hur följs strategin upp?")
    page.keyboard.press("Enter")
    expect(page.locator("#answer-1")).to_be_focused()
    assert violations(page) == []


@pytest.mark.parametrize("context", MODES[:2], indirect=True, ids=["light", "dark"])
@pytest.mark.parametrize("quote", ["", "Mötesplatsen Linden har öppet varje dag.", "Detta har ingen skrivit."])
def test_a_receipt_breaks_no_rule(page: Page, quote: str) -> None:
    page.goto("/kvitto")
    page.get_by_label("Citatet").fill(quote)
    page.get_by_role("button", name="Kontrollera").click()
    expect(page.locator("#error, #verdict")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("context", MODES[:2], indirect=True, ids=["light", "dark"])
def test_a_quote_in_its_document_and_an_earlier_version_break_no_rule(page: Page, service: Service) -> None:
    page.goto(f"/kallor/motesplatser/{service.earlier_version}/34-80#citat")
    expect(page.locator("#citat").first).to_be_visible()
    assert violations(page) == []
