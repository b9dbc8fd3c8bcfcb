"""The first login: an account by the command, the form, the work, and out again. Then every page by the rules."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.bench.service import Service
from tests.journeys.administration import EMAILS, PASSPHRASE, Administration, log_in, with_published
from tests.journeys.rules import violations, violations_in_every_mode
from web.records.roles import Role

QUESTION = "Vilka organisationer kan ansluta sig till strategin?"
PAGES = ["/admin", "/admin/mitt-konto", "/admin/konton", "/admin/konton/nytt", "/admin/konton/1", "/admin/nycklar"]


@pytest.fixture(scope="module")
def administration(tmp_path_factory: pytest.TempPathFactory, published_var: Path) -> Iterator[Administration]:
    """The service with a published decision and an account of each role."""
    folder = tmp_path_factory.mktemp("administration")
    var_dir = with_published(published_var, folder / "var")
    with Service(var_dir, folder / "log", workers=2) as service:
        service.wait_for_answer(QUESTION)
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


def test_first_login_then_work_and_out_again(page: Page, context: BrowserContext) -> None:
    page.goto("/admin/konton")
    expect(page).to_have_title("Logga in – Jämställdhetsbotens administration")
    page.get_by_label("E-postadress").fill(EMAILS[Role.ADMINISTRATOR])
    page.get_by_label("Lösenord").fill("inte rätt lösenord")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("E-postadressen eller lösenordet stämmer inte.")
    expect(page).to_have_title("Fel: Logga in – Jämställdhetsbotens administration")
    expect(page.get_by_label("E-postadress")).to_have_value(EMAILS[Role.ADMINISTRATOR])
    page.get_by_role("link", name="E-postadressen eller lösenordet stämmer inte.").click()
    expect(page.get_by_label("E-postadress")).to_be_focused()
    page.get_by_label("Lösenord").fill(PASSPHRASE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Konton")
    [cookie] = context.cookies()
    assert (cookie["name"], cookie["secure"], cookie["httpOnly"], cookie["sameSite"]) == (
        "__Host-jamstalldhetsbot",
        True,
        True,
        "Lax",
    )
    page.get_by_role("link", name="Skapa konto").click()
    page.get_by_label("E-postadress").fill("ny@exempel.se")
    page.get_by_label("Nytt lösenord").fill("segelbåt rabarber kyrkklocka")
    page.get_by_label("Samma lösenord igen").fill("segelbåt rabarber kyrkklocka")
    page.get_by_role("button", name="Skapa konto").click()
    expect(page.get_by_role("status")).to_contain_text("Kontot ny@exempel.se är skapat.")
    page.get_by_role("button", name="Logga ut").click()
    expect(page.get_by_role("status")).to_have_text("Du är utloggad.")
    page.goto("/admin")
    expect(page.get_by_role("heading", level=1)).to_have_text("Logga in")


@pytest.mark.parametrize("context", [{"java_script_enabled": False}], indirect=True)
def test_an_editor_logs_in_without_a_script_and_sees_only_what_is_theirs(page: Page) -> None:
    log_in(page, Role.EDITOR)
    expect(page.get_by_role("navigation").get_by_role("link", name="Konton")).to_have_count(0)
    page.get_by_role("link", name="Mitt konto").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mitt konto")
    expect(page.get_by_role("main")).to_contain_text(EMAILS[Role.EDITOR])


def test_a_key_is_created_copied_and_revoked(page: Page) -> None:
    log_in(page)
    page.goto("/admin/nycklar")
    page.get_by_label("Namn").fill("nattligt bygge")
    page.get_by_role("button", name="Skapa nyckel").click()
    expect(page.locator(".secret")).to_contain_text("jbot_")
    assert violations(page) == []
    page.get_by_role("link", name="till alla nycklar").click()
    page.get_by_role("button", name="Spärra nattligt bygge").click()
    expect(page.get_by_role("status")).to_have_text("Nyckeln nattligt bygge är spärrad.")
    expect(page.get_by_role("row", name="nattligt bygge")).to_contain_text("Spärrad")


def test_the_pages_break_no_rule(page: Page) -> None:
    page.goto("/admin")
    assert violations_in_every_mode(page) == []
    log_in(page)
    for address in [*PAGES, "/admin/logg", "/admin/logg?ord=finns-inte"]:
        page.goto(address)
        assert violations_in_every_mode(page) == [], address


@pytest.mark.parametrize(
    ("role", "address"), [(Role.ADMINISTRATOR, "/admin/konton/999"), (Role.EDITOR, "/admin/konton")]
)
def test_a_refusal_breaks_no_rule(page: Page, context: BrowserContext, role: Role, address: str) -> None:
    log_in(page, role)
    # On a page of its own: Chromium writes on its console that the answer was a refusal.
    refused = context.new_page()
    refused.goto(address)
    expect(refused.get_by_role("link", name="Till översikten")).to_be_visible()
    assert violations_in_every_mode(refused) == []


def test_forms_with_something_wrong_break_no_rule(page: Page) -> None:
    page.goto("/admin")
    page.get_by_role("button", name="Logga in").click()
    assert violations_in_every_mode(page) == []
    log_in(page)
    for address, button in (
        ("/admin/konton/nytt", "Skapa konto"),
        ("/admin/nycklar", "Skapa nyckel"),
        ("/admin/mitt-konto", "Byt lösenord"),
        ("/admin/konton/1", "Sätt lösenordet"),
    ):
        page.goto(address)
        page.get_by_role("button", name=button).click()
        expect(page.get_by_role("alert")).to_be_visible()
        assert violations_in_every_mode(page) == [], address
