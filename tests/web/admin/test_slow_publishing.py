"""Publishing, going back and withdrawing when they take longer than a request may."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.encoder import Encoder
from index.originals import Originals
from tests.web.admin.desk import Desk, made, post
from tests.workplace import COST, Workplace, workplace_in
from web import time_budget
from web.records.builds import BuildState
from web.records.roles import Role
from web.releasing.folder import BuildsFolder
from web.releasing.locks import held

PAGES = "/admin/bygg"
SCRIPTS = "/api/v1/admin"


@pytest.fixture
def place(tmp_path: Path, encoders_dir: Path, default_encoder: Encoder) -> Iterator[Workplace]:
    with workplace_in(tmp_path, encoders_dir, default_encoder) as place:
        place.published()
        yield place


@pytest.fixture
def desk(place: Workplace) -> Iterator[Desk]:
    """A service whose requests have half a second."""
    settings = place.settings.model_copy(update={"request_seconds": 0.5})
    with made(settings, settings.var_dir, place.encoder) as desk:
        time_budget.register(desk.app, settings, lambda: None)
        yield desk


def _eventually(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + 10
    while not holds() and time.monotonic() < until:
        time.sleep(0.02)
    return holds()


def test_a_slow_publication_is_followed_on_its_page(place: Workplace, administrator: FlaskClient) -> None:
    place.write(f"{COST} Barnens bästa har prövats.")
    build = place.build()
    address = f"{PAGES}/{build.id}"
    with held(BuildsFolder(place.settings.var_dir).publishing):
        response = post(administrator, f"{address}/publicera", of="/admin")
        assert (response.status_code, response.location) == (303, address)
        page = administrator.get(address).text
        assert "fortsätter även om du stänger sidan" in page
        assert "Ett index publiceras" in page
        assert "Ett index publiceras" in administrator.get(PAGES).text
    assert _eventually(lambda: place.releases.get(build.id).state is BuildState.PUBLISHED)
    assert place.live == build.generation
    assert "Ett index publiceras" not in administrator.get(address).text


def test_a_script_is_told_where_to_follow_a_slow_publication_and_going_back(place: Workplace, desk: Desk) -> None:
    first = place.live
    place.write(f"{COST} Barnens bästa har prövats.")
    build = place.build()
    key = {"Authorization": f"Bearer {desk.token(Role.ADMINISTRATOR)}"}
    client = desk.app.test_client()
    for address, place_to_look, live in (
        (f"/builds/{build.id}/publish", f"/builds/{build.id}", build.generation),
        (f"/generations/{first}/rollback", "/generations", first),
    ):
        with held(BuildsFolder(place.settings.var_dir).publishing):
            response = client.post(f"{SCRIPTS}{address}", headers=key)
            assert (response.status_code, response.location) == (202, f"{SCRIPTS}{place_to_look}")
        assert _eventually(lambda live=live: place.live == live)  # type: ignore[misc]


def test_a_slow_withdrawal_is_followed(place: Workplace, desk: Desk) -> None:
    [version] = Originals(place.settings.var_dir).versions("beslut")
    key = {"Authorization": f"Bearer {desk.token(Role.ADMINISTRATOR)}"}
    client, address = desk.app.test_client(), f"{SCRIPTS}/documents/beslut/withdraw"
    with held(BuildsFolder(place.settings.var_dir).publishing):
        response = client.post(address, json={"version": version, "reason": "Fel."}, headers=key)
        assert (response.status_code, response.location) == (202, f"{address}/{version}")
        assert client.get(response.location, headers=key).get_json()["state"] == "pågår"
        page = desk.logged_in(Role.ADMINISTRATOR).get(f"/admin/dokument/beslut/aterkalla/{version}")
        assert "Versionen återkallas" in page.text
    state = f"{address}/{version}"
    assert _eventually(lambda: client.get(state, headers=key).get_json()["state"] == "klar")
