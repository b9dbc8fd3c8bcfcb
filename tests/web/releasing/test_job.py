"""The job of a build: what it comes to, and what it tells of what went wrong."""

import json

import pytest

from index.generations import Generations
from tests.workplace import ADMINISTRATOR, COST, EDITOR, Workplace
from web.records.audit import Action
from web.records.builds import BuildState
from web.records.golden import GoldenQuestions
from web.releasing.errors import BuildGoingOnError, NoSuchBuildError


def test_a_build_ends_ready_with_its_report_and_its_comparison(workplace: Workplace) -> None:
    build = workplace.build()
    assert build.state is BuildState.READY
    assert build.ended is not None
    assert build.report is not None
    assert build.report["documents"] == 1
    assert build.gate is not None
    assert build.gate["counts"] == {"worse": 0, "better": 2, "different": 0, "same": 0}
    assert workplace.deeds(Action.BUILD_STARTED) == ["erik@exempel.se: "]
    assert "2 bättre" in workplace.deeds(Action.BUILD_FINISHED)[0]


def test_a_file_that_cannot_be_read_is_in_the_report(workplace: Workplace) -> None:
    (workplace.settings.documents_dir / "trasig.pdf").write_bytes(b"%PDF-1.7 not really")
    build = workplace.build()
    assert build.state is BuildState.READY
    assert build.report is not None
    assert list(build.report["failures"]) == ["trasig.pdf"]


def test_a_question_that_was_added_is_asked_too_and_takes_the_place_of_the_same(workplace: Workplace) -> None:
    golden = GoldenQuestions(workplace.records)
    golden.add("Vilka kan ansluta sig?", "beslut", "Alla organisationer", "anna")
    golden.add("vad kostar beslutet?", None, "", "anna")
    build = workplace.build()
    assert build.gate is not None
    asked = {trial["question"]: trial["after"]["right"] for trial in build.gate["trials"]}
    assert asked == {
        "vad kostar beslutet?": False,
        "Hur lång är kön till tandreglering?": True,
        "Vilka kan ansluta sig?": True,
    }


def test_without_golden_questions_a_build_is_ready_all_the_same(workplace: Workplace) -> None:
    (workplace.settings.documents_dir / "golden.yaml").unlink()
    build = workplace.build()
    assert build.state is BuildState.READY
    assert build.gate is not None
    assert build.gate["trials"] == []


def test_golden_questions_that_cannot_be_read_fail_the_build_and_say_so(workplace: Workplace) -> None:
    (workplace.settings.documents_dir / "golden.yaml").write_text("nej", encoding="utf-8")
    build = workplace.build()
    assert build.state is BuildState.FAILED
    assert "golden.yaml" in build.error
    assert workplace.deeds(Action.BUILD_FAILED)


def test_a_folder_without_documents_fails_the_build_and_the_published_index_stays(workplace: Workplace) -> None:
    live = workplace.published().generation
    (workplace.settings.documents_dir / "beslut.md").unlink()
    build = workplace.build()
    assert build.state is BuildState.FAILED
    assert build.error == "Inget dokument i mapparna kunde läsas."
    assert workplace.live == live


def test_after_going_back_a_build_without_changes_is_compared_with_what_is_live(workplace: Workplace) -> None:
    first = workplace.published()
    second = workplace.published(f"{COST} Barnens bästa har prövats.")
    workplace.releases.publishing.rollback(first.generation or "", ADMINISTRATOR)
    build = workplace.build()
    assert (build.state, build.generation) == (BuildState.READY, second.generation)
    assert build.gate is not None
    assert build.gate["live"] == first.generation


def test_after_an_index_of_another_format_the_next_is_built_and_published(workplace: Workplace) -> None:
    live = workplace.published().generation or ""
    manifest = Generations(workplace.settings.var_dir).path(live) / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text("utf-8")) | {"format": -1}), encoding="utf-8")
    build = workplace.build()
    assert build.state is BuildState.READY, build.error
    workplace.releases.publishing.publish(build.id, ADMINISTRATOR)
    assert workplace.live == build.generation != live


def test_a_second_build_waits_for_the_first(workplace: Workplace) -> None:
    with workplace.releases.here(EDITOR) as begun:
        with pytest.raises(BuildGoingOnError), workplace.releases.here(EDITOR):
            pass
        assert workplace.job().run(begun.id).state is BuildState.READY


def test_a_build_that_does_not_exist_is_not_run(workplace: Workplace) -> None:
    with pytest.raises(NoSuchBuildError):
        workplace.job().run("20250101-000000-abcdef")
