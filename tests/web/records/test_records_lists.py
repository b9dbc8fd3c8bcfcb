"""Golden questions, builds and content."""

from datetime import timedelta

import pytest

from tests.web.records.conftest import Clock
from web.records.builds import Builds, BuildState
from web.records.content import ContentRecords
from web.records.database import Records
from web.records.errors import AlreadyExistsError, NotFoundError
from web.records.golden import GoldenQuestions


@pytest.fixture
def builds(records: Records, clock: Clock) -> Builds:
    return Builds(records, clock)


def test_a_golden_question_is_added_once_and_removed(records: Records, clock: Clock) -> None:
    golden = GoldenQuestions(records, clock)
    made = golden.add("Vem får ansluta sig?", "beslut.md", "Alla organisationer", "anna")
    with pytest.raises(AlreadyExistsError):
        golden.add("Vem får ansluta sig?", None, "", "bo")
    assert golden.all() == (made,)
    assert (made.document, made.created) == ("beslut.md", clock.moment)
    golden.remove(made.id)
    assert golden.all() == ()
    with pytest.raises(NotFoundError):
        golden.remove(made.id)
    with pytest.raises(ValueError, match="1000"):
        golden.add("x" * 1001, None, "", "anna")


def test_a_build_is_followed_to_publication(builds: Builds, clock: Clock) -> None:
    build = builds.start("anna")
    assert builds.running() == build
    assert builds.set_state(build.id, BuildState.TESTING, report={"new": 2}).ended is None
    clock.turn(timedelta(minutes=2))
    ready = builds.set_state(build.id, BuildState.READY, generation="g1", gate={"worse": []})
    clock.turn(timedelta(hours=2))
    published = builds.set_state(build.id, BuildState.PUBLISHED)
    assert builds.running() is None
    assert builds.get(build.id) == published
    assert (published.generation, published.report, published.gate) == ("g1", {"new": 2}, {"worse": []})
    assert published.ended == ready.ended == build.started + timedelta(minutes=2)


def test_builds_are_listed_the_newest_first(builds: Builds, clock: Clock) -> None:
    ids = []
    for _ in range(3):
        ids.append(builds.start("anna").id)
        clock.turn(timedelta(seconds=1))
    assert [build.id for build in builds.latest(2)] == ids[:0:-1]


def test_a_failed_build_says_why(builds: Builds) -> None:
    build = builds.start("anna")
    failed = builds.set_state(build.id, BuildState.FAILED, error="Disken är full.\x00")
    assert (failed.error, failed.generation) == ("Disken är full.\ufffd", None)


def test_a_build_that_is_not_there(builds: Builds) -> None:
    assert builds.get("\x00") is None
    with pytest.raises(NotFoundError):
        builds.set_state("nej", BuildState.FAILED)


@pytest.mark.parametrize("value", ["växeln", ["a", "b"], {"öppet": True}, None, False, "\x00\ud800"])
def test_content_is_changed_and_changed_back(records: Records, clock: Clock, value: object) -> None:
    content = ContentRecords(records, clock)
    content.put("contact", "något annat", "anna")
    content.put("contact", value, "bo")
    assert content.all() == {"contact": value}
    content.remove("contact")
    content.remove("contact")
    assert content.all() == {}
