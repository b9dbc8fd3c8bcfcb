"""Publishing what the gate let through, and going back."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from index.errors import GenerationDamagedError
from index.generations import Generations
from index.publishing import publish
from tests.workplace import ADMINISTRATOR, COST, EDITOR, Workplace
from web.records.audit import Action
from web.records.builds import Builds, BuildState
from web.releasing.errors import (
    GateOutdatedError,
    GateRefusedError,
    NeverPublishedError,
    NoSuchBuildError,
    NotAllowedError,
    NotReadyError,
)

NOTHING = "Ärendet är avslutat."
MORE = f"{COST} Barnens bästa har prövats."


def test_the_first_build_is_compared_with_nothing_and_can_be_published(workplace: Workplace) -> None:
    build = workplace.build()
    assert build.state is BuildState.READY
    assert workplace.live is None
    published = workplace.releases.publishing.publish(build.id, ADMINISTRATOR)
    assert published.state is BuildState.PUBLISHED
    assert workplace.live == build.generation
    assert workplace.deeds(Action.PUBLISHED) == ["anna@exempel.se: i stället för ingen"]


def test_with_nothing_changed_there_is_nothing_to_publish(workplace: Workplace) -> None:
    first = workplace.published()
    build = workplace.build()
    assert build.state is BuildState.UNCHANGED
    assert workplace.releases.publishing.publish(build.id, ADMINISTRATOR) == build
    assert len(workplace.deeds(Action.PUBLISHED)) == 1
    workplace.published(MORE)
    with pytest.raises(NotReadyError):
        workplace.releases.publishing.publish(build.id, ADMINISTRATOR)
    assert first.generation != workplace.live


def test_a_golden_question_that_gets_worse_stops_publishing_without_a_reason(workplace: Workplace) -> None:
    live = workplace.published().generation
    workplace.write(NOTHING)
    build = workplace.build()
    for reason in ("", "  \n"):
        with pytest.raises(GateRefusedError, match="1 testfråga får sämre svar"):
            workplace.releases.publishing.publish(build.id, ADMINISTRATOR, reason)
    assert workplace.live == live
    workplace.releases.publishing.publish(build.id, ADMINISTRATOR, "Beslutet är upphävt.")
    assert workplace.live == build.generation
    noted = workplace.deeds(Action.PUBLISHED)[0]
    assert noted == f"anna@exempel.se: i stället för {live}; 1 testfråga får sämre svar; Beslutet är upphävt."


def test_an_editor_can_neither_publish_nor_go_back(workplace: Workplace) -> None:
    first, live = workplace.published(), workplace.published(MORE)
    build = workplace.build()
    with pytest.raises(NotAllowedError):
        workplace.releases.publishing.publish(build.id, EDITOR, "Jag vill.")
    with pytest.raises(NotAllowedError):
        workplace.releases.publishing.rollback(first.generation or "", EDITOR)
    assert workplace.live == live.generation


def test_publishing_twice_changes_nothing_and_leaves_one_line(workplace: Workplace) -> None:
    build = workplace.published()
    for _ in range(2):
        assert workplace.releases.publishing.publish(build.id, ADMINISTRATOR).state is BuildState.PUBLISHED
    assert len(workplace.deeds(Action.PUBLISHED)) == 1


def test_publishing_from_many_threads_publishes_once(workplace: Workplace) -> None:
    build = workplace.build()
    with ThreadPoolExecutor(8) as pool:
        publishing = workplace.releases.publishing
        done = list(pool.map(lambda _: publishing.publish(build.id, ADMINISTRATOR), range(8)))
    assert {found.state for found in done} == {BuildState.PUBLISHED}
    assert workplace.live == build.generation
    assert len(workplace.deeds(Action.PUBLISHED)) == 1


def test_a_publication_that_was_not_noted_is_noted_when_it_is_tried_again(workplace: Workplace) -> None:
    build = workplace.build()
    publish(workplace.settings.var_dir, build.generation)
    assert workplace.releases.publishing.publish(build.id, ADMINISTRATOR).state is BuildState.PUBLISHED
    assert len(workplace.deeds(Action.PUBLISHED)) == 1


def test_where_another_index_is_live_than_was_compared_with_it_is_compared_again(workplace: Workplace) -> None:
    workplace.published()
    workplace.write(MORE)
    build = workplace.build()
    workplace.published(f"{COST} Det gäller från i dag.")
    with pytest.raises(GateOutdatedError):
        workplace.releases.publishing.publish(build.id, ADMINISTRATOR, "Ändå.")
    again = workplace.job().run(build.id)
    assert again.gate is not None
    assert again.gate["live"] == workplace.live
    workplace.releases.publishing.publish(build.id, ADMINISTRATOR)
    assert workplace.live == build.generation


def test_a_generation_that_has_changed_on_the_disk_is_not_published(workplace: Workplace) -> None:
    live = workplace.published().generation
    workplace.write(MORE)
    build = workplace.build()
    path = Generations(workplace.settings.var_dir).path(build.generation or "") / "passages.db"
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(GenerationDamagedError):
        workplace.releases.publishing.publish(build.id, ADMINISTRATOR)
    assert workplace.live == live
    assert len(workplace.deeds(Action.PUBLISHED)) == 1


def test_what_does_not_exist_is_not_published(workplace: Workplace) -> None:
    with pytest.raises(NoSuchBuildError):
        workplace.releases.publishing.publish("20250101-000000-abcdef", ADMINISTRATOR)
    with pytest.raises(NotReadyError):
        workplace.releases.publishing.rollback("../../etc", ADMINISTRATOR)
    running = Builds(workplace.records).start("anna")
    with pytest.raises(NotReadyError):
        workplace.releases.publishing.publish(running.id, ADMINISTRATOR)


def test_going_back_makes_an_earlier_index_live_and_leaves_a_line(workplace: Workplace) -> None:
    first, second = workplace.published(), workplace.published(MORE)
    manifest = workplace.releases.publishing.rollback(first.generation or "", ADMINISTRATOR, "Fel dokument.")
    assert workplace.live == manifest.id == first.generation
    noted = f"anna@exempel.se: i stället för {second.generation}; Fel dokument."
    assert workplace.deeds(Action.ROLLED_BACK) == [noted]
    workplace.releases.publishing.rollback(first.generation or "", ADMINISTRATOR)
    assert len(workplace.deeds(Action.ROLLED_BACK)) == 1


def test_going_back_does_not_pass_the_gate_by(workplace: Workplace) -> None:
    live = workplace.published().generation
    workplace.write(NOTHING)
    build = workplace.build()
    with pytest.raises(NeverPublishedError):
        workplace.releases.publishing.rollback(build.generation or "", ADMINISTRATOR)
    assert workplace.live == live


def test_what_was_built_in_the_terminal_can_be_gone_back_to(workplace: Workplace) -> None:
    report = workplace.job().make()
    publish(workplace.settings.var_dir, report.generation)
    workplace.published(MORE)
    workplace.releases.publishing.rollback(report.generation, ADMINISTRATOR)
    assert workplace.live == report.generation


def test_the_kept_generations_say_which_is_live_and_which_was(workplace: Workplace) -> None:
    first, second = workplace.published(), workplace.published(MORE)
    workplace.write(NOTHING)
    third = workplace.build()
    found = [(kept.manifest.id, kept.live, kept.was_published) for kept in workplace.releases.publishing.kept()]
    assert found == [
        (third.generation, False, False),
        (second.generation, True, True),
        (first.generation, False, True),
    ]
