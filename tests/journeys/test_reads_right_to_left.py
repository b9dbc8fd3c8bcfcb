"""The page in other languages than Swedish: the words round the quotes change, the quotes do not."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.rules import violations

QUESTION = "Vad kostar det att ansluta sig?"
NARROW = {"viewport": {"width": 320, "height": 640}}


@pytest.mark.parametrize("context", [{}, NARROW], indirect=True, ids=["wide", "narrow"])
def test_asks_in_arabic_from_right_to_left_and_the_quote_stays_swedish(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.get_by_label("سؤالك").fill(QUESTION)
    page.get_by_role("button", name="اسأل", exact=True).click()
    expect(page.locator("#answer-1")).to_be_focused()
    expect(page.locator("#answer-1")).to_contain_text("جواب من الوثائق")
    quote = page.locator("blockquote").first
    expect(quote).to_have_attribute("lang", "sv")
    expect(quote).to_have_attribute("dir", "ltr")
    expect(quote).to_have_css("direction", "ltr")
    box, width = page.locator(".brand").bounding_box(), page.viewport_size
    assert box is not None
    assert width is not None
    assert box["x"] + box["width"] / 2 > width["width"] / 2
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.url.endswith("/ar")
    assert violations(page) == []


@pytest.mark.parametrize("context", [{"java_script_enabled": False}], indirect=True)
@pytest.mark.parametrize(("address", "ask"), [("/en", "Ask"), ("/fi", "Kysy"), ("/ar", "اسأل")])
def test_asks_without_a_script_in_another_language_and_stays_in_it(page: Page, address: str, ask: str) -> None:
    page.goto(address)
    page.locator("#question").fill(QUESTION)
    page.get_by_role("button", name=ask, exact=True).click()
    expect(page.locator("blockquote").first).to_have_attribute("lang", "sv")
    assert page.url.endswith(f"{address}#senaste")


@pytest.mark.parametrize("address", ["/en", "/fi", "/ar"])
def test_presses_an_example_and_gets_an_answer_in_that_language(page: Page, address: str) -> None:
    page.goto(address)
    language = page.locator("html").get_attribute("lang")
    page.locator("#examples button").first.click()
    expect(page.locator("#answer-1")).to_be_focused()
    assert page.locator(".reply > p:not(.aside)").first.get_attribute("lang") in (None, language)
