"""Reads the document behind an answer and comes back to the conversation, which nobody else can come back to."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.test_a_citizen_asks import NEXT_QUESTION, QUESTION, ask

NEUTRAL = "http://127.0.0.1:1/"


def _read_the_source(page: Page) -> None:
    page.get_by_role("link", name="Visa i dokumentet").first.click()
    expect(page.locator("#citat")).to_be_focused()
    expect(page.locator("#citat")).to_be_in_viewport()


def test_reads_the_source_goes_back_and_follows_up(page: Page) -> None:
    page.goto("/")
    ask(page, QUESTION)
    _read_the_source(page)
    assert page.title().startswith("Citat i ")
    assert page.url.endswith("#citat")
    page.go_back()
    expect(page.get_by_role("link", name="Visa i dokumentet").first).to_be_focused()
    assert page.title() == "Svar – Jämställdhetsboten"
    ask(page, NEXT_QUESTION)
    expect(page.locator(".asked")).to_contain_text([QUESTION, NEXT_QUESTION])


def test_comes_back_by_a_link_and_reads_again_by_the_way_forward(page: Page) -> None:
    page.goto("/")
    ask(page, QUESTION)
    _read_the_source(page)
    page.get_by_role("main").get_by_role("link", name="Ställ en fråga").click()
    expect(page.locator(".turn")).to_have_count(1)
    page.go_back()
    expect(page.locator("#citat")).to_be_focused()
    page.go_back()
    expect(page.locator(".turn")).to_have_count(1)
    page.get_by_role("link", name="Kontrollera citatet").first.click()
    expect(page.get_by_role("heading", name="Citatet stämmer", exact=True)).to_be_visible()
    page.get_by_role("link", name="Visa i dokumentet").click()
    expect(page.locator("#citat")).to_be_focused()


def test_the_document_is_swedish_whatever_the_conversation_is_in(page: Page) -> None:
    page.goto("/ar")
    page.locator("#question").fill(QUESTION)
    page.keyboard.press("Enter")
    page.locator(".tools a").first.click()
    expect(page.locator("#citat")).to_be_focused()
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    page.go_back()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator(".turn")).to_have_count(1)


def test_after_a_reload_the_way_back_leads_to_an_empty_page(page: Page) -> None:
    page.goto("/")
    ask(page, QUESTION)
    _read_the_source(page)
    page.reload()
    expect(page.locator("#citat")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("fråga")).to_be_visible()
    expect(page.locator(".turn")).to_have_count(0)


def test_whoever_leaves_while_reading_leaves_no_conversation_behind(page: Page, context: BrowserContext) -> None:
    context.route(f"{NEUTRAL}**", lambda route: route.fulfill(body="Väder", content_type="text/plain"))
    page.goto("/")
    ask(page, QUESTION)
    _read_the_source(page)
    for _ in range(3):
        page.keyboard.press("Escape")
    page.wait_for_url(NEUTRAL)
    page.go_back()
    expect(page.get_by_label("fråga")).to_be_visible()
    expect(page.locator(".turn")).to_have_count(0)


def test_a_script_that_fails_leaves_the_link_working(page: Page) -> None:
    page.goto("/")
    ask(page, QUESTION)
    page.evaluate("() => { window.fetch = () => Promise.reject(new Error('broken')); }")
    page.get_by_role("link", name="Visa i dokumentet").first.click()
    page.wait_for_url("**/kallor/**")
    expect(page.locator("#citat")).to_be_in_viewport()
