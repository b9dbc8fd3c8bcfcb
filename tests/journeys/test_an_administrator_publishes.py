"""An administrator in a real browser: builds, watches, compares, publishes, asks as a citizen, and goes back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.answering import Answering
from index.encoder import Encoder
from index.live import LiveSearcher
from tests.journeys.administration import window_of_an_administrator
from tests.journeys.rules import violations_in_every_mode
from tests.workplace import COST, EDITOR, Workplace, workplace_in
from web.parts import Parts
from web.records.builds import BuildState

NOTHING = "Ärendet är avslutat."
HOURS = "Mötesplatsen Linden har öppet varje dag."
LONG = " ".join(f"Ärende nummer {number} om anslutning är avgjort." for number in range(400))
BUILD_MS = 120_000


@pytest.fixture
def place(tmp_path: Path, encoders_dir: Path, default_encoder: Encoder) -> Iterator[Workplace]:
    """A place in which an index is published that answers every golden question."""
    with workplace_in(tmp_path, encoders_dir, default_encoder) as place:
        place.published()
        yield place


@pytest.fixture
def parts(place: Workplace) -> Iterator[Parts]:
    live = LiveSearcher(place.settings.var_dir, lambda _hash: place.encoder)
    live.follow()
    yield Parts(Answering(live), live, place.settings, records=place.records)
    live.close()


@pytest.fixture
def context(browser: Browser, parts: Parts, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A window of an administrator who is logged in, and who is a citizen outside /admin."""
    with window_of_an_administrator(browser, parts, getattr(request, "param", {})) as context:
        yield context


def _build(page: Page) -> None:
    page.goto("/admin")
    page.get_by_role("navigation").get_by_role("link", name="Bygg och publicera").click()
    page.get_by_role("button", name="Bygg nytt index").click()


def test_builds_watches_publishes_and_asks_as_a_citizen(page: Page, place: Workplace) -> None:
    place.write(f"{COST} {HOURS} {LONG}")
    _build(page)
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.locator("#step")).to_contain_text("Kodar avsnitt och meningar", timeout=BUILD_MS)
    expect(page.get_by_role("status")).to_contain_text("Kodar avsnitt och meningar", timeout=BUILD_MS)
    expect(page.get_by_role("heading", name="Testfrågorna", exact=True)).to_be_visible(timeout=BUILD_MS)
    expect(page.get_by_text("svarar rätt på 2 av 2 testfrågor")).to_be_visible()
    page.get_by_role("button", name="Publicera", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Indexet är publicerat.")
    page.get_by_role("link", name="Ställ en fråga till boten").click()
    expect(page.locator("#question")).to_be_visible()
    page.wait_for_timeout(2000)
    page.locator("#question").fill("När har mötesplatsen Linden öppet?")
    page.get_by_role("button", name="Fråga", exact=True).click()
    expect(page.locator("blockquote").first).to_contain_text(HOURS)


def test_a_golden_question_that_gets_worse_stops_publishing_until_a_reason_is_written(
    page: Page, place: Workplace
) -> None:
    first = place.live
    place.write(NOTHING)
    _build(page)
    worse = page.get_by_role("region", name="Sämre")
    expect(worse).to_contain_text("Vad kostar beslutet?", timeout=BUILD_MS)
    expect(worse.locator(".outcome").first).to_contain_text(COST)
    page.get_by_role("button", name="Publicera ändå").click()
    expect(page.get_by_role("alert")).to_contain_text("1 testfråga får sämre svar")
    assert place.live == first
    page.get_by_label("Varför ska indexet publiceras").fill("Beslutet är upphävt.")
    page.get_by_role("button", name="Publicera ändå").click()
    expect(page.get_by_role("status")).to_contain_text("Indexet är publicerat.")
    assert place.live != first
    page.get_by_role("link", name="Alla byggen").click()
    page.get_by_role("button", name="Gå tillbaka hit").click()
    expect(page.get_by_role("status")).to_contain_text("Boten svarar åter ur 1 dokument")
    assert place.live == first


def test_cancels_a_build(page: Page, place: Workplace) -> None:
    place.write(f"{COST} {LONG}")
    _build(page)
    page.get_by_role("button", name="Avbryt bygget").click()
    expect(page.get_by_role("status")).to_contain_text("Bygget är avbrutet.")
    assert place.releases.latest()[0].state is BuildState.CANCELLED


@pytest.mark.parametrize("context", [{"java_script_enabled": False}], indirect=True)
def test_does_all_of_it_without_a_script(page: Page, place: Workplace) -> None:
    place.write(f"{COST} {HOURS}")
    _build(page)
    place.ended(place.releases.latest()[0].id)
    page.get_by_role("link", name="Uppdatera").click()
    page.get_by_role("button", name="Publicera", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Indexet är publicerat.")


def test_no_page_breaks_a_rule(page: Page, place: Workplace) -> None:
    (place.settings.documents_dir / "trasig.pdf").write_bytes(b"%PDF-1.7 not really")
    place.write(NOTHING)
    worse = place.build()
    for address in ("/admin/bygg", f"/admin/bygg/{worse.id}"):
        page.goto(address)
        assert violations_in_every_mode(page) == [], address
    page.get_by_role("button", name="Publicera ändå").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations_in_every_mode(page) == []
    with place.releases.here(EDITOR) as begun:
        place.releases.files(begun.id).step("Läser dokument", 20)(7)
        page.goto(f"/admin/bygg/{begun.id}")
        assert violations_in_every_mode(page) == []
