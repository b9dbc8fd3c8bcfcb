"""The pages for building and publishing, and the same for scripts."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from index.encoder import Encoder
from tests.web.admin.desk import Desk, made, post
from tests.workplace import COST, Workplace, workplace_in
from web.problems import MEDIA_TYPE
from web.records.audit import Action
from web.records.builds import Build, Builds, BuildState
from web.records.golden import GoldenQuestions
from web.records.roles import Role

PAGES = "/admin/bygg"
NOTHING = "Ärendet är avslutat."
MORE = f"{COST} Barnens bästa har prövats."


@contextmanager
def _desk(place: Workplace) -> Iterator[Desk]:
    with made(place.settings, place.settings.var_dir, place.encoder) as desk:
        yield desk


@pytest.fixture
def place(tmp_path: Path, encoders_dir: Path, default_encoder: Encoder) -> Iterator[Workplace]:
    with workplace_in(tmp_path, encoders_dir, default_encoder) as place:
        yield place


@pytest.fixture
def desk(place: Workplace) -> Iterator[Desk]:
    """A service over the place's var folder."""
    with _desk(place) as desk:
        yield desk


def _call(desk: Desk, role: Role, method: str, address: str, body: Mapping[str, Any] | None = None) -> TestResponse:
    headers = {"Authorization": f"Bearer {desk.token(role)}"}
    return desk.app.test_client().open(f"/api/v1/admin{address}", method=method, headers=headers, json=body)


def _json(response: TestResponse) -> dict[str, Any]:
    fields = response.get_json()
    assert isinstance(fields, dict)
    return fields


def _worse(place: Workplace) -> Build:
    """A build beside a published index, in which a golden question has lost its answer."""
    place.published()
    place.write(NOTHING)
    return place.build()


def test_an_editor_builds_with_one_button_and_follows_it(place: Workplace, desk: Desk, editor: FlaskClient) -> None:
    assert "Inget index är byggt än." in editor.get(PAGES).text
    begun = post(editor, PAGES, of=PAGES)
    assert begun.status_code == 303
    page = editor.get(begun.location)
    assert "<progress" in page.text
    assert "Avbryt bygget" in page.text
    assert "Följ bygget" in editor.get(PAGES).text
    again = post(editor, PAGES, of=begun.location)
    assert "Ett bygge pågår redan" in editor.get(again.location).text
    build = place.ended(begun.location.rsplit("/", 1)[1])
    assert build.state is BuildState.READY, place.log(build.id)
    assert build.started_by == "skribent@exempel.se"
    shown = editor.get(begun.location).text
    assert "svarar rätt på 2 av 2 testfrågor" in shown
    assert "Bara en administratör får publicera." in shown
    assert "väntar på att publiceras" in editor.get(PAGES).text


def test_an_editor_can_neither_publish_nor_go_back(place: Workplace, desk: Desk, editor: FlaskClient) -> None:
    first, live = place.published(), place.published(MORE)
    build = _worse(place)
    refused = post(editor, f"{PAGES}/{build.id}/publicera", {"skal": "Jag vill."}, of=PAGES)
    assert (refused.status_code, "rollen administratör" in refused.text) == (403, True)
    back = f"{PAGES}/index/{first.generation}/tillbaka"
    assert post(editor, back, of=PAGES).status_code == 403
    assert back not in editor.get(PAGES).text
    for address in (f"/builds/{build.id}/publish", f"/generations/{first.generation}/rollback"):
        assert _call(desk, Role.EDITOR, "POST", address).status_code == 403
    assert place.live != first.generation
    assert live.generation != build.generation


def test_an_administrator_publishes_what_is_not_worse(place: Workplace, administrator: FlaskClient) -> None:
    build = place.build()
    assert "Ingen testfråga får sämre svar." in administrator.get(f"{PAGES}/{build.id}").text
    done = post(administrator, f"{PAGES}/{build.id}/publicera", of=f"{PAGES}/{build.id}")
    page = administrator.get(done.location).text
    assert "Indexet är publicerat." in page
    assert "Boten svarar ur det här indexet." in page
    assert place.live == build.generation
    assert place.deeds(Action.PUBLISHED) == ["chef@exempel.se: i stället för ingen"]


def test_what_is_worse_is_shown_side_by_side_and_needs_a_reason(place: Workplace, administrator: FlaskClient) -> None:
    build = _worse(place)
    address = f"{PAGES}/{build.id}"
    page = administrator.get(address).text
    assert "Vad kostar beslutet?" in page
    assert "Ska besvaras med ”inga kostnader” ur beslut.md." in page
    assert f"<blockquote>{COST}</blockquote>" in page
    assert "Publicera ändå" in page
    refused = post(administrator, f"{address}/publicera", {"skal": " "}, of=address)
    assert refused.status_code == 422
    assert '<a href="#skal">1 testfråga får sämre svar.' in refused.text
    too_long = post(administrator, f"{address}/publicera", {"skal": "x" * 2001}, of=address)
    assert too_long.status_code == 422
    assert place.live != build.generation
    assert post(administrator, f"{address}/publicera", {"skal": "Upphävt."}, of=address).status_code == 303
    assert place.live == build.generation
    assert place.deeds(Action.PUBLISHED)[0].endswith("Upphävt.")


def test_where_the_live_index_has_changed_it_is_compared_again(place: Workplace, administrator: FlaskClient) -> None:
    place.published()
    place.write(MORE)
    build = place.build()
    later = place.published(f"{COST} Det gäller från i dag.")
    address = f"{PAGES}/{build.id}"
    assert "Jämför igen" in administrator.get(address).text
    refused = post(administrator, f"{address}/publicera", of=address)
    assert "Ett annat index har publicerats" in administrator.get(refused.location).text
    assert place.live == later.generation
    post(administrator, f"{address}/jamfor", of=address)
    assert "Testfrågorna ställs" in administrator.get(address).text
    assert place.ended(build.id).state is BuildState.READY
    assert post(administrator, f"{address}/publicera", of=address).status_code == 303
    assert place.live == build.generation


def test_going_back_is_one_click(place: Workplace, administrator: FlaskClient) -> None:
    first, _ = place.published(), place.published(MORE)
    back = f"{PAGES}/index/{first.generation}/tillbaka"
    assert back in administrator.get(PAGES).text
    done = post(administrator, back, of=PAGES)
    assert "Boten svarar åter ur 1 dokument" in administrator.get(done.location).text
    assert place.live == first.generation
    assert place.deeds(Action.ROLLED_BACK)[0].startswith("chef@exempel.se")


def test_an_index_that_was_never_published_is_not_offered_to_go_back_to(
    place: Workplace, administrator: FlaskClient
) -> None:
    build = _worse(place)
    back = f"{PAGES}/index/{build.generation}/tillbaka"
    assert back not in administrator.get(PAGES).text
    refused = post(administrator, back, of=PAGES)
    assert "aldrig varit publicerad" in administrator.get(refused.location).text


def test_a_build_is_cancelled_from_its_page(place: Workplace, editor: FlaskClient) -> None:
    begun = post(editor, PAGES, of=PAGES)
    cancelled = post(editor, f"{begun.location}/avbryt", of=begun.location)
    assert "Bygget är avbrutet." in editor.get(cancelled.location).text
    assert place.releases.latest()[0].state is BuildState.CANCELLED
    post(editor, f"{begun.location}/avbryt", of=begun.location)
    assert "kan inte avbrytas" in editor.get(begun.location).text


def test_a_build_that_failed_or_found_nothing_new_says_so(place: Workplace, editor: FlaskClient) -> None:
    (place.settings.documents_dir / "trasig.pdf").write_bytes(b"%PDF-1.7 not really")
    place.published()
    unchanged = editor.get(f"{PAGES}/{place.build().id}").text
    assert "Inget dokument har ändrats" in unchanged
    assert "<strong>trasig.pdf:</strong>" in unchanged
    dead = Builds(place.records).start("anna@exempel.se")
    assert "dess process dog" in editor.get(f"{PAGES}/{dead.id}").text
    assert editor.get(f"{PAGES}/20250101-000000-abcdef").status_code == 404


def test_what_a_golden_question_says_is_shown_as_text(place: Workplace, editor: FlaskClient) -> None:
    GoldenQuestions(place.records).add("<script>alert(1)</script> Vad kostar det?", "beslut", "<b>inga", "anna")
    page = editor.get(f"{PAGES}/{place.build().id}").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_script_builds_compares_publishes_and_goes_back(place: Workplace, desk: Desk) -> None:
    first = place.published()
    place.write(MORE)
    begun = _call(desk, Role.EDITOR, "POST", "/builds")
    assert begun.status_code == 202
    assert begun.headers["Location"] == f"/api/v1/admin/builds/{_json(begun)['id']}"
    assert _call(desk, Role.EDITOR, "POST", "/builds").status_code == 409
    build = place.ended(_json(begun)["id"])
    found = _json(_call(desk, Role.EDITOR, "GET", f"/builds/{build.id}"))
    assert (found["state"], found["progress"], found["gate"]["is_worse"]) == ("klar", None, False)
    published = _call(desk, Role.ADMINISTRATOR, "POST", f"/builds/{build.id}/publish")
    assert (published.status_code, _json(published)["state"]) == (200, "publicerad")
    kept = _json(_call(desk, Role.EDITOR, "GET", "/generations"))["generations"]
    assert [(item["id"], item["live"], item["can_be_rolled_back_to"]) for item in kept] == [
        (build.generation, True, False),
        (first.generation, False, True),
    ]
    address = f"/generations/{first.generation}/rollback"
    assert _json(_call(desk, Role.ADMINISTRATOR, "POST", address, {"reason": "Fel."}))["live"] is True
    assert place.live == first.generation
    assert place.deeds(Action.ROLLED_BACK)[0].startswith("token ")


def test_a_script_cancels_a_build(place: Workplace, desk: Desk) -> None:
    build_id = _json(_call(desk, Role.EDITOR, "POST", "/builds"))["id"]
    cancelled = _call(desk, Role.EDITOR, "DELETE", f"/builds/{build_id}")
    assert (cancelled.status_code, _json(cancelled)["state"]) == (200, "avbruten")
    assert _call(desk, Role.EDITOR, "DELETE", f"/builds/{build_id}").status_code == 409
    assert [item["id"] for item in _json(_call(desk, Role.EDITOR, "GET", "/builds"))["builds"]] == [build_id]


def test_a_script_needs_a_reason_for_what_is_worse(place: Workplace, desk: Desk) -> None:
    build = _worse(place)
    address = f"/builds/{build.id}/publish"
    refused = _call(desk, Role.ADMINISTRATOR, "POST", address, {"reason": ""})
    assert (refused.status_code, refused.content_type, _json(refused)["reason_needed"]) == (409, MEDIA_TYPE, True)
    assert _json(_call(desk, Role.ADMINISTRATOR, "POST", address, {"reason": "Upphävt."}))["state"] == "publicerad"


@pytest.mark.parametrize("body", [{"reason": 3}, {"reason": "x" * 2001}, {"skal": "x"}])
def test_a_body_that_is_no_reason_is_refused(place: Workplace, desk: Desk, body: dict[str, Any]) -> None:
    build = place.build()
    refused = _call(desk, Role.ADMINISTRATOR, "POST", f"/builds/{build.id}/publish", body)
    assert (refused.status_code, refused.content_type) == (422, MEDIA_TYPE)
    assert place.live is None


def test_a_script_is_told_what_does_not_exist(desk: Desk) -> None:
    for method, address in (
        ("GET", "/builds/1"),
        ("DELETE", "/builds/1"),
        ("POST", "/builds/1/publish"),
        ("POST", "/builds/1/gate"),
    ):
        assert _call(desk, Role.ADMINISTRATOR, method, address).status_code == 404, address
    assert _call(desk, Role.ADMINISTRATOR, "POST", "/generations/1/rollback").status_code == 409
