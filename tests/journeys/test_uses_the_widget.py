"""The chat in a frame on another site, opened by the button that embed.js puts there."""

from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from tests.journeys.conftest import Service
from tests.journeys.rules import violations_in_every_mode

QUESTION = "Vad kostar det att ansluta sig?"


def _visit(page: Page, service: Service, data: str = "") -> None:
    page.goto(f"{service.site}/?bot={service.address}&data={quote(data)}")


def _listening(page: Page) -> FrameLocator:
    """The frame once its scripts listen: what it shows is there before that, and may not be styled."""
    frame = page.frame_locator("iframe")
    expect(frame.locator("#question")).to_be_visible()
    page.frames[-1].wait_for_load_state("load")
    return frame


def _open(page: Page) -> FrameLocator:
    page.get_by_role("button", name="Fråga om jämställdhet").click()
    return _listening(page)


def test_asks_in_the_widget_and_reads_the_source_in_a_new_tab(
    page: Page, context: BrowserContext, service: Service
) -> None:
    _visit(page, service)
    _open(page)
    frame = page.frame_locator("iframe[title='Fråga regionen']")
    frame.get_by_label("fråga").fill(QUESTION)
    frame.get_by_role("button", name="Fråga", exact=True).click()
    words = frame.locator("blockquote").first
    expect(words).to_contain_text("inte kosta")
    with context.expect_page() as opened:
        frame.get_by_role("link", name="Visa i dokumentet").first.click()
    expect(opened.value.locator("#citat")).to_have_text(words.inner_text())
    assert page.url.startswith(service.site)


@pytest.mark.parametrize("asks_first", [False, True])
def test_escape_closes_the_widget_and_the_focus_returns(page: Page, service: Service, asks_first: bool) -> None:
    _visit(page, service)
    button = page.get_by_role("button", name="Fråga om jämställdhet")
    button.press("Enter")
    frame = _listening(page)
    frame.get_by_label("fråga").focus()
    if asks_first:
        frame.get_by_label("fråga").press_sequentially(QUESTION)
        frame.get_by_label("fråga").press("Enter")
        expect(frame.locator("#answer-1")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("iframe")).to_be_hidden()
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")


def test_a_message_from_another_origin_does_not_close_the_widget(page: Page, service: Service) -> None:
    _visit(page, service)
    _open(page)
    page.evaluate("window.postMessage('jamstalldhetsbot:close', '*')")
    page.evaluate("new Promise((resolve) => setTimeout(resolve, 100))")
    expect(page.locator("iframe")).to_be_visible()


def test_the_frame_tells_nothing_to_a_site_that_may_not_show_it(page: Page) -> None:
    page.goto("/widget")
    page.evaluate("window.heard = []; addEventListener('message', (event) => heard.push(event.data))")
    page.evaluate("window.postMessage('jamstalldhetsbot:hello', '*')")
    page.keyboard.press("Escape")
    page.evaluate("new Promise((resolve) => setTimeout(resolve, 100))")
    assert page.evaluate("heard") == ["jamstalldhetsbot:hello"]


def test_whoever_is_in_danger_is_told_of_no_key_that_only_closes_the_widget(page: Page, service: Service) -> None:
    _visit(page, service)
    frame = _open(page)
    frame.get_by_label("fråga").fill("min man slår mig")
    frame.get_by_label("fråga").press("Enter")
    expect(frame.locator(".crisis .next")).to_have_text("Behöver du dölja det här? Lämna sidan nu")
    expect(frame.get_by_role("link", name="Lämna sidan nu")).to_have_attribute("target", "_top")


def test_the_widget_fits_a_low_window(page: Page, service: Service) -> None:
    page.set_viewport_size({"width": 320, "height": 256})
    _visit(page, service)
    frame = _open(page)
    expect(frame.get_by_role("link", name="Lämna sidan snabbt")).to_be_in_viewport(ratio=1)
    box, bar = page.locator("iframe").bounding_box(), frame.locator(".bar").bounding_box()
    assert box is not None
    assert bar is not None
    assert box["height"] - bar["height"] > 100
    brand, leave = frame.locator(".brand").bounding_box(), frame.locator("#leave").bounding_box()
    assert brand is not None
    assert leave is not None
    assert brand["x"] + brand["width"] <= leave["x"]


def test_the_attributes_style_the_widget(page: Page, service: Service) -> None:
    _visit(page, service, 'data-label="Kysy" data-color="#ffe000" data-position="left" data-language="fi"')
    button = page.get_by_role("button", name="Kysy")
    expect(button).to_have_css("background-color", "rgb(255, 224, 0)")
    expect(button).to_have_css("color", "rgb(0, 0, 0)")
    box = button.bounding_box()
    assert box is not None
    assert box["x"] < 50
    button.click()
    expect(page.frame_locator("iframe").get_by_label("Kysymyksesi")).to_be_visible()
    expect(page.get_by_role("button", name="Sulje")).to_be_visible()


def test_leaves_the_whole_site_from_the_widget(page: Page, context: BrowserContext, service: Service) -> None:
    neutral = "http://127.0.0.1:1/"
    context.route(f"{neutral}**", lambda route: route.fulfill(body="Väder", content_type="text/plain"))
    _visit(page, service)
    _open(page).get_by_role("link", name="Lämna sidan snabbt").click()
    page.wait_for_url(neutral)


def test_a_site_that_is_not_named_cannot_frame_it_and_has_a_plain_link(
    context: BrowserContext, service: Service
) -> None:
    page = context.new_page()
    page.goto(f"{service.site.replace('127.0.0.1', 'localhost')}/?bot={service.address}")
    page.get_by_role("button", name="Fråga om jämställdhet").click()
    page.wait_for_timeout(500)
    assert all(frame.url.startswith("chrome-error:") for frame in page.frames[1:])
    expect(page.get_by_role("link", name="Öppna i en ny flik")).to_have_attribute("href", f"{service.address}/")


def test_an_open_widget_breaks_no_rule(page: Page, service: Service) -> None:
    _visit(page, service)
    _open(page)
    assert violations_in_every_mode(page) == []
