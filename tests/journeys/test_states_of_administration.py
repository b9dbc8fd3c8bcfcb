"""axe-core finds nothing in what administrators seldom see: withdrawals, ends of builds, refusals, other ways in."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pydantic import SecretStr

from bot.answering import Answering
from index.collection import Collection
from index.encoder import Encoder
from index.live import LiveSearcher
from index.originals import Originals
from index.tombstones import Tombstones
from tests.journeys.administration import window_of_an_administrator
from tests.journeys.rules import violations, violations_in_every_mode
from tests.workplace import COST, EDITOR, Workplace, workplace_in
from web.parts import Parts
from web.records.accounts import Accounts
from web.records.identities import Identities, Identity
from web.records.roles import Role
from web.releasing.folder import BuildsFolder
from web.releasing.locks import held

DAY = date(2026, 1, 1)


@pytest.fixture
def place(tmp_path: Path, encoders_dir: Path, default_encoder: Encoder) -> Iterator[Workplace]:
    """A place in which a decision is published, and beside it a matter that was uploaded."""
    with workplace_in(tmp_path, encoders_dir, default_encoder) as place:
        file = tmp_path / "arende.md"
        file.write_text("# Ärendet\n\n## Granskning\n\nGranskningen lades fram.\n", encoding="utf-8")
        collection(place).put("arende", file, ".md", {"title": "Ärendet"})
        place.published()
        yield place


@pytest.fixture
def context(browser: Browser, place: Workplace, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A window of an administrator, on a service that also lets people in by an issuer."""
    live = LiveSearcher(place.settings.var_dir, lambda _hash: place.encoder)
    live.follow()
    settings = place.settings.model_copy(
        update={
            "oidc_issuer": "http://127.0.0.1:9",
            "oidc_client_id": "boten",
            "oidc_client_secret": SecretStr("hemlig"),
            "oidc_editor_groups": "redaktion",
        }
    )
    parts = Parts(Answering(live), live, settings, records=place.records)
    with window_of_an_administrator(browser, parts, {}) as context:
        yield context
    live.close()


def collection(place: Workplace) -> Collection:
    return Collection(place.settings.documents_dir, place.settings.var_dir)


def _clean(page: Page, address: str, told: str) -> None:
    """The page says what it should, and breaks no rule."""
    page.goto(address)
    expect(page.get_by_role("main")).to_contain_text(told)
    _check(page)


def _check(page: Page) -> None:
    # What these pages are made of is checked in every mode on the pages that are seen more often.
    assert violations(page) == [], page.url


def test_withdrawing(page: Page, place: Workplace) -> None:
    address, var_dir = "/admin/dokument/arende/aterkalla", place.settings.var_dir
    [version] = Originals(var_dir).versions("arende")
    _clean(page, address, "Det går inte att ångra.")
    page.get_by_role("button", name="Återkalla och radera").click()
    expect(page.get_by_role("alert")).to_contain_text("Skriv varför")
    assert violations_in_every_mode(page) == []
    state = f"{address}/{version}"
    Tombstones(var_dir).put(version, ["arende"], DAY)
    _clean(page, "/admin", "Ett återkallande blev inte klart.")
    _clean(page, state, "Återkallandet blev inte klart.")
    with held(BuildsFolder(var_dir).publishing):
        _clean(page, state, "Versionen återkallas")
        page.goto("about:blank")
    page.goto(state)
    page.get_by_label("Varför återkallas den?").fill("Personuppgifter.")
    page.get_by_role("button", name="Återkalla och radera").click()
    expect(page.get_by_role("main")).to_contain_text("är återkallad och borttagen")
    _check(page)
    _clean(page, state, "Texten är raderad")


def test_a_document_that_was_never_built_and_one_that_cannot_be_read(page: Page, place: Workplace) -> None:
    (place.settings.documents_dir / "trasig.pdf").write_bytes(b"%PDF-1.7 not really")
    place.build()
    _clean(page, "/admin/dokument", "Misslyckat")
    _clean(page, "/admin/dokument/trasig", "Misslyckat")
    _clean(page, "/admin/dokument/trasig/granska", "Filen går inte att läsa.")
    _clean(page, "/admin/dokument/trasig/aterkalla", "inget att återkalla")


def test_the_ends_of_builds(page: Page, place: Workplace) -> None:
    unchanged = place.build()
    _clean(page, f"/admin/bygg/{unchanged.id}", "Inget dokument har ändrats")
    place.write(f"{COST} Barnens bästa har prövats.")
    outdated = place.build()
    live = place.published(f"{COST} Det gäller från i dag.")
    _clean(page, f"/admin/bygg/{live.id}", "Boten svarar ur det här indexet.")
    _clean(page, f"/admin/bygg/{outdated.id}", "Jämför igen innan du publicerar.")
    with held(BuildsFolder(place.settings.var_dir).publishing):
        _clean(page, "/admin/bygg", "Ett index publiceras just nu.")
        _clean(page, f"/admin/bygg/{outdated.id}", "Ett index publiceras")
        assert violations_in_every_mode(page) == []
        page.goto("about:blank")
    with pytest.raises(KeyboardInterrupt), place.releases.here(EDITOR) as begun:
        raise KeyboardInterrupt
    _clean(page, f"/admin/bygg/{begun.id}", "Bygget avbröts.")
    (place.settings.documents_dir / "golden.yaml").write_text("nej", encoding="utf-8")
    place.write("Ärendet är avslutat.")
    _clean(page, f"/admin/bygg/{place.build().id}", "golden.yaml")
    _clean(page, "/admin/testfragor", "golden.yaml")


def test_accounts_that_an_issuer_knows_and_its_login(page: Page, place: Workplace, context: BrowserContext) -> None:
    account = Accounts(place.records).create("berit@exempel.se", Role.EDITOR, None)
    Identities(place.records).bind(account.id, Identity("http://127.0.0.1:9", "4711"))
    _clean(page, f"/admin/konton/{account.id}", "Koppla loss kontot")
    context.set_extra_http_headers({})
    _clean(page, "/admin/logga-in", "Logga in")
    refused = context.new_page()
    refused.goto("/admin/logga-in/oidc")
    expect(refused.get_by_role("alert")).to_contain_text("svarar inte just nu")
    _check(refused)


def test_one_who_has_tried_too_often(page: Page, context: BrowserContext) -> None:
    context.set_extra_http_headers({})
    for _ in range(6):
        answer = context.new_page()
        answer.goto("/admin/logga-in")
        answer.get_by_label("E-postadress").fill("chef@exempel.se")
        answer.get_by_label("Lösenord").fill("fel lösenord, fast långt")
        answer.get_by_role("button", name="Logga in", exact=True).click()
        expect(answer.get_by_role("alert")).to_be_visible()
    expect(answer.get_by_role("alert")).to_contain_text("Vänta en stund")
    _check(answer)
