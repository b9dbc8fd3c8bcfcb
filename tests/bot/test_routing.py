import json
from pathlib import Path
from time import perf_counter

import pytest
import yaml

from bot.routing import Route, route, without_greeting

_CASES = yaml.safe_load((Path(__file__).parent / "routing_cases.yaml").read_text(encoding="utf-8"))
_ROUTED = [
    (part, Route(kind), text)
    for part, kinds in _CASES.items()
    for kind, texts in kinds.items()
    if kind != "question"
    for text in texts
]
_NOT_ROUTED = [(part, str(text)) for part in _CASES for text in _CASES[part]["question"]]


@pytest.mark.parametrize(("part", "kind", "text"), _ROUTED)
def test_small_talk_and_questions_about_the_bot_are_routed(part: str, kind: Route, text: str) -> None:
    assert route(text) is kind


@pytest.mark.parametrize(("part", "text"), _NOT_ROUTED)
def test_a_question_is_never_taken_for_small_talk(part: str, text: str) -> None:
    assert route(text) is None


@pytest.mark.parametrize("part", ["seen", "held_back"])
def test_the_table_is_large_enough_to_mean_something(part: str) -> None:
    assert sum(case[0] == part for case in _ROUTED) >= 30
    assert sum(case[0] == part for case in _NOT_ROUTED) >= 30


@pytest.mark.parametrize("name", ["swequad", "swefaq", "domain"])
def test_only_the_small_talk_of_the_evaluation_sets_is_routed(shared_dir: Path, name: str) -> None:
    lines = (shared_dir / "eval" / name / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    for row in map(json.loads, lines):
        texts = [row["question"], *row.get("history", [])]
        routed = [text for text in texts if route(text) is not None]
        assert routed == (texts if row.get("kind") == "smalltalk" else [])


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Hej, vad kostar det att gå med?", "vad kostar det att gå med?"),
        ("hejjj vad är visionen", "vad är visionen"),
        ("Hej 👋 vad är målet", "vad är målet"),
        ("Hej på dig! Vad gäller?", "Vad gäller?"),
        ("God morgon, vem leder rådet?", "vem leder rådet?"),
        ("Hej! Tack för svaret. Vem leder rådet?", "Vem leder rådet?"),
        ("Hello, what is the vision?", "what is the vision?"),
        ("Kiitos, mutta kuka?", "mutta kuka?"),
        ("شكرا، ما هي الرؤية؟", "ما هي الرؤية؟"),
    ],
)
def test_a_greeting_before_a_question_is_taken_off(text: str, rest: str) -> None:
    assert without_greeting(text) == rest


@pytest.mark.parametrize(
    "text",
    [
        "Hej",
        "Tack!",
        "",
        "Hej då undrar jag vad som gäller",
        "Tack vare vem finns strategin?",
        "Hallå konsument, vad är det?",
        "hej-policyn?",
        "Historia om rådet?",
        "Vad är visionen?",
    ],
)
def test_what_only_looks_like_a_greeting_is_left(text: str) -> None:
    assert without_greeting(text) == text


@pytest.mark.parametrize(
    "text", ["hej " * 29 + "x", "tack " * 23 + "x", "bra " * 29 + "x", "ok " * 39 + "x", "hej" + " " * 990, "a" * 1000]
)
def test_no_message_takes_long(text: str) -> None:
    route("hej"), without_greeting("hej")
    start = perf_counter()
    assert route(text) is None or text.startswith("hej" + " " * 900)
    without_greeting(text)
    assert perf_counter() - start < 0.1
