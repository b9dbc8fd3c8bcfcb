"""What a citizen does on the page, in a real browser against the real service."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

QUESTION = "Vad kostar det att ansluta sig?"
ANSWER = "bedöms inte kosta Region Västmanland något"
NEXT_QUESTION = "Hur följs strategin upp?"
NO_SCRIPT = {"java_script_enabled": False}
NARROW = {"viewport": {"width": 320, "height": 640}}


def ask(page: Page, question: str) -> None:
    """Asks by the button and waits for one more answer than before."""
    turns = page.locator(".turn").count()
    page.get_by_label("fråga").fill(question)
    page.get_by_role("button", name="Fråga", exact=True).click()
    expect(page.locator(".turn")).to_have_count(turns + 1)


def test_asks_and_reads_the_source(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_text("Du chattar med en AI-tjänst")).to_be_visible()
    ask(page, QUESTION)
    expect(page.locator("blockquote").first).to_contain_text(ANSWER)
    expect(page.locator(".source").first).to_contain_text("Förklaring: Att ansluta sig")
    quote = page.locator("blockquote").first.inner_text()
    page.get_by_role("link", name="Visa i dokumentet").first.click()
    expect(page.locator("#citat")).to_have_text(quote)
    expect(page.locator("#citat")).to_be_in_viewport()


def test_nothing_reloads_and_the_new_answer_has_the_focus(page: Page) -> None:
    page.goto("/")
    page.evaluate("window.stayed = true")
    ask(page, QUESTION)
    assert page.evaluate("window.stayed")
    assert page.evaluate("document.activeElement.id") == "answer-1"
    assert page.title() == "Svar – Jämställdhetsboten"
    expect(page.get_by_role("status")).to_be_empty()
    expect(page.get_by_label("fråga")).to_have_value("")


def test_follows_up_and_both_answers_stay(page: Page) -> None:
    page.goto("/")
    ask(page, QUESTION)
    ask(page, NEXT_QUESTION)
    expect(page.locator(".asked")).to_contain_text([QUESTION, NEXT_QUESTION])
    carried = page.locator("#carried input[name=earlier]")
    assert [field.get_attribute("value") for field in carried.all()] == [QUESTION, NEXT_QUESTION]
    assert page.locator("#answer-1, #answer-2").count() == 2


@pytest.mark.parametrize("context", [NO_SCRIPT], indirect=True)
def test_asks_without_a_script_and_the_conversation_stays(page: Page) -> None:
    page.goto("/")
    ask(page, QUESTION)
    first = page.locator("blockquote").first.inner_text()
    ask(page, NEXT_QUESTION)
    assert page.locator("blockquote").first.inner_text() == first
    expect(page.locator("#senaste .asked")).to_contain_text(NEXT_QUESTION)
    expect(page.locator("#senaste")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Kopiera med källa")).to_have_count(0)
    expect(page.get_by_role("link", name="Lämna sidan snabbt")).to_have_attribute("href", "http://127.0.0.1:1/")


@pytest.mark.parametrize("context", [NO_SCRIPT], indirect=True)
def test_presses_an_example_without_a_script(page: Page) -> None:
    page.goto("/")
    page.locator("#examples button").first.click()
    expect(page.locator(".turn")).to_have_count(1)


def test_a_script_that_fails_leaves_the_form_working(page: Page, context: BrowserContext) -> None:
    page.goto("/")
    page.evaluate("() => { window.fetch = () => Promise.reject(new Error('broken')); }")
    page.get_by_label("fråga").fill(QUESTION)
    page.get_by_role("button", name="Fråga", exact=True).click()
    expect(page.locator("blockquote").first).to_contain_text(ANSWER)
    assert page.url.endswith("/#senaste")


def test_asks_by_keyboard_only(page: Page) -> None:
    page.goto("/")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "question":
            break
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("#answer-1")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Visa i dokumentet").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#citat")).to_contain_text(ANSWER)


@pytest.mark.parametrize("context", [{}, NO_SCRIPT], indirect=True, ids=["script", "no script"])
def test_gets_numbers_to_call_when_in_danger_and_finds_them_there_after_the_next_question(page: Page) -> None:
    page.goto("/")
    ask(page, "Min man slår mig, vad ska jag göra?")
    emergency = page.get_by_role("link", name="112", exact=True)
    expect(emergency).to_have_attribute("href", "tel:112")
    ask(page, QUESTION)
    expect(emergency).to_have_attribute("href", "tel:112")
    expect(page.locator(".crisis")).to_have_count(1)


def test_an_empty_question_is_an_error_at_the_field(page: Page) -> None:
    page.goto("/")
    page.evaluate("window.stayed = true")
    page.get_by_role("button", name="Fråga", exact=True).click()
    field = page.get_by_label("fråga")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    assert "error" in (field.get_attribute("aria-describedby") or "").split()
    assert page.title().startswith("Fel: ")
    assert page.evaluate("window.stayed")
    ask(page, QUESTION)
    assert not page.title().startswith("Fel: ")


def test_sees_how_many_characters_are_left(page: Page) -> None:
    page.goto("/")
    page.get_by_label("fråga").fill("å" * 990)
    expect(page.locator("#count")).to_have_text("10 tecken kvar av 1 000.")
    expect(page.get_by_role("status")).to_have_text("10 tecken kvar av 1 000.")


def test_copies_a_quote_with_its_source(page: Page, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/")
    ask(page, QUESTION)
    quote = page.locator("blockquote").first.inner_text()
    page.get_by_role("button", name="Kopiera med källa").first.click()
    expect(page.get_by_role("status")).to_contain_text("kopierade")
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    assert copied.splitlines()[0] == f"”{quote}”"
    assert copied.endswith("#citat")
    page.goto("/kvitto")
    page.get_by_label("Citatet").fill(copied.splitlines()[0])
    page.get_by_label("Länk eller referens").fill(copied.splitlines()[-1])
    page.get_by_role("button", name="Kontrollera").click()
    expect(page.get_by_role("heading", name="Citatet stämmer", exact=True)).to_be_visible()


@pytest.mark.parametrize("context", [NARROW], indirect=True)
def test_nothing_is_wider_than_a_screen_of_320_pixels(page: Page) -> None:
    page.goto("/")
    ask(page, QUESTION)
    for address in (None, "/", "/kallor", "/kallor/ansluta-sig", "/kvitto", "/om", "/integritet", "/tillganglighet"):
        if address:
            page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, address
        overlapping = "document.querySelector('.brand').scrollWidth > document.querySelector('.brand').clientWidth"
        assert not page.evaluate(overlapping)
