"""The way out, the documents behind the answers, and what the pages ask of the browser."""

import gzip
import re

import pytest
from playwright.sync_api import BrowserContext, Page, Request, Response, expect

from tests.journeys.conftest import Service

MOST_BYTES = 60_000
ADDRESSES = ["/", "/ar", "/kallor", "/kallor/motesplatser", "/kvitto", "/om", "/integritet", "/tillganglighet"]
NEUTRAL = "http://127.0.0.1:1/"


@pytest.mark.parametrize("way", ["click", "escape"])
def test_leaves_the_page_quickly_and_cannot_come_back_by_it(page: Page, context: BrowserContext, way: str) -> None:
    context.route(f"{NEUTRAL}**", lambda route: route.fulfill(body="Väder", content_type="text/plain"))
    page.goto("/om")
    page.goto("/")
    if way == "click":
        page.get_by_role("link", name="Lämna sidan snabbt").click()
    else:
        for _ in range(3):
            page.keyboard.press("Escape")
    page.wait_for_url(NEUTRAL)
    page.go_back()
    assert page.url.endswith("/om")


def test_whoever_leaves_one_tab_leaves_the_others_as_well(page: Page, context: BrowserContext) -> None:
    context.route(f"{NEUTRAL}**", lambda route: route.fulfill(body="Väder", content_type="text/plain"))
    page.goto("/kallor/stod-och-hjalp")
    other = context.new_page()
    other.goto("/")
    other.get_by_role("link", name="Lämna sidan snabbt").click()
    other.wait_for_url(NEUTRAL)
    page.wait_for_url(NEUTRAL)


def test_two_presses_of_escape_do_nothing(page: Page) -> None:
    page.goto("/")
    for key in ("Escape", "Escape", "a", "Escape", "Escape"):
        page.keyboard.press(key)
    assert page.url.endswith("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_way_out_is_on_the_screen_at_the_end_of_a_long_document(page: Page) -> None:
    page.goto("/kallor/stod-och-hjalp")
    page.keyboard.press("End")
    expect(page.get_by_role("link", name="Lämna sidan snabbt")).to_be_in_viewport()


def test_opens_a_quote_from_last_years_version(page: Page, service: Service) -> None:
    page.goto("/kallor/motesplatser")
    expect(page.locator(".text")).to_contain_text("varje dag")
    text = page.goto(f"/kallor/motesplatser/{service.earlier_version}")
    assert text is not None
    expect(page.locator(".text")).to_contain_text("på tisdagar")
    expect(page.get_by_text("inte längre")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Regionens beslut om mötesplatser")
    expect(page.get_by_role("heading", name="Öppettider")).to_be_visible()
    page.get_by_role("link", name=re.compile("nuvarande versionen")).click()
    expect(page.locator(".text")).to_contain_text("varje dag")


def test_an_earlier_version_is_not_found_under_the_name_of_another_document(page: Page, service: Service) -> None:
    response = page.request.get(f"/kallor/stod-och-hjalp/{service.earlier_version}")
    assert response.status == 404


def test_a_paper_shows_the_conversation_with_addresses_and_nothing_to_press(page: Page) -> None:
    page.goto("/")
    for number, question in enumerate(["Vad kostar det att ansluta sig?", "min man slår mig"], start=1):
        page.get_by_label("fråga").fill(question)
        page.keyboard.press("Enter")
        expect(page.locator(f"#answer-{number}")).to_be_focused()
    page.emulate_media(media="print")
    expect(page.locator(".asked").first).to_be_visible()
    expect(page.locator(".address").first).to_have_text(re.compile(r"^http://.+/kallor/ansluta-sig/.+#citat$"))
    expect(page.locator(".crisis")).to_contain_text("020-50 50 50")
    pressed = page.locator("button:visible, textarea:visible, a:visible")
    assert {(link.get_attribute("href") or "").split(":")[0] for link in pressed.all()} == {"tel"}


def test_downloads_the_original_file_of_an_earlier_version(page: Page, service: Service) -> None:
    page.goto(f"/kallor/motesplatser/{service.earlier_version}")
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("originalfilen")).click()
    assert download.value.suggested_filename == "motesplatser.md"
    assert "på tisdagar" in download.value.path().read_text(encoding="utf-8")


def test_checks_a_quote_that_has_a_letter_changed(page: Page) -> None:
    page.goto("/kallor/motesplatser")
    address = page.url + "/0-33#citat"
    page.goto("/kvitto")
    page.get_by_label("Citatet").fill("Regionens beslut om mötesplatsen")
    page.get_by_label("Länk eller referens").fill(address)
    page.get_by_role("button", name="Kontrollera").click()
    expect(page.get_by_role("heading", name="Citatet stämmer inte")).to_be_visible()


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_light_and_asks_no_one_else(
    page: Page, context: BrowserContext, service: Service, address: str
) -> None:
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))  # noqa: PLW0108 - a list's own method is refused
    page.goto(address, wait_until="networkidle")
    assert {request.url.startswith(service.address) for request in asked} == {True}
    bodies = [response.body() for request in asked if (response := request.response()) and response.ok]
    assert sum(len(gzip.compress(body)) for body in bodies) <= MOST_BYTES
    assert context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_allows_no_script_or_style_of_its_own_text_and_stays_out_of_caches(page: Page, address: str) -> None:
    response: Response | None = page.goto(address)
    assert response is not None
    policy = response.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response.headers["cache-control"] == "no-store"
    assert page.locator("script:not([src]), style, [style], [onclick]").count() == 0
