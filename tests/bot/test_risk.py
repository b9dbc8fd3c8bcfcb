import json
import random
import re
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.risk import Kind, at_risk, unchecked_languages

CASES = Path(__file__).parent / "risk_cases"
LANGUAGES = ("sv", "en", "fi", "ar", "so", "de", "pl")
IN_OTHER_WORDS = ("sv_fresh", "sv_second", "sv_third", "sv_fourth")
LEAST_FOUND = 0.95
MOST_FALSE_ALARMS = 0.03


def _load(name: str) -> Any:
    return yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8"))


def _at_risk(name: str, first: int = 0, step: int = 1) -> list[str]:
    return [text for texts in _load(name)["at_risk"].values() for text in texts[first::step]]


def _topical(name: str, first: int = 0, step: int = 1) -> list[str]:
    return list(_load(name)["topical"][first::step])


def _share(texts: list[str]) -> float:
    return sum(at_risk(text) is not None for text in texts) / len(texts)


@pytest.mark.parametrize("half", [0, 1], ids=["seen", "held back"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nearly_everyone_at_risk_is_found(language: str, half: int) -> None:
    assert _share(_at_risk(language, half, 2)) >= LEAST_FOUND


@pytest.mark.parametrize("half", [0, 1], ids=["seen", "held back"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_about_the_subject_is_not_taken_for_someone_at_risk(language: str, half: int) -> None:
    assert _share(_topical(language, half, 2)) <= MOST_FALSE_ALARMS


@pytest.mark.parametrize("name", IN_OTHER_WORDS)
def test_those_who_use_other_words_are_found_too(name: str) -> None:
    assert _share(_at_risk(name)) >= 0.9
    assert _share(_topical(name)) <= MOST_FALSE_ALARMS


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_those_who_use_other_words_are_found_in_every_language(language: str) -> None:
    cases = _load("other_words")[language]
    assert _share(cases["at_risk"]) >= LEAST_FOUND
    assert _share(cases["topical"]) <= MOST_FALSE_ALARMS


def test_the_first_kind_is_nearly_always_the_one_that_is_told_of() -> None:
    told = [(Kind(kind), text) for kind, texts in _load("sv")["at_risk"].items() for text in texts]
    right = sum(risk is not None and risk.kind is kind for kind, text in told if (risk := at_risk(text)) or True)
    assert right / len(told) >= 0.9


def test_there_are_cases_enough_in_every_language() -> None:
    assert len(_at_risk("sv")) >= 60
    assert len(_topical("sv")) >= 60
    for language in LANGUAGES[1:]:
        assert len(_at_risk(language)) >= 20
        assert len(_topical(language)) >= 20


_SPOILT: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "without accents": lambda text: "".join(
        c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)
    ),
    "no punctuation": lambda text: re.sub("[.,!?،؟]", "", text),
    "no space after punctuation": lambda text: re.sub("([.,!?]) ", r"\1", text),
    "broken off": lambda text: f"{text}... jag",
    "emoji": lambda text: f"😭{text}💔💔",
    "drawn out": lambda text: re.sub(r"([aeiouyåäö])(\w?)$", r"\1\1\1\1\2", text),
    "zero width": "\u200b".join,
    "among other things": lambda text: "Hej. Jag undrar en sak om strategin. " * 3 + text + " Tack på förhand.",
}


@pytest.mark.parametrize("how", _SPOILT)
def test_how_it_is_typed_does_not_matter(how: str) -> None:
    texts = [_SPOILT[how](text) for language in LANGUAGES for text in _at_risk(language)]
    assert _share(texts) >= LEAST_FOUND
    assert _share([_SPOILT[how](text) for text in _topical("sv")]) <= MOST_FALSE_ALARMS


def _with_a_slip(text: str, chance: random.Random) -> str:
    words = text.split()
    long = [at for at, word in enumerate(words) if len(word) > 4]
    if not long:
        return text
    at = chance.choice(long)
    word = words[at]
    cut = chance.randrange(1, len(word) - 1)
    slips = (
        word[:cut] + word[cut + 1 :],
        word[:cut] + word[cut + 1] + word[cut] + word[cut + 2 :],
        word[:cut] + word[cut] + word[cut:],
    )
    words[at] = chance.choice(slips)
    return " ".join(words)


def test_a_slip_of_the_finger_seldom_matters() -> None:
    chance = random.Random(4)
    assert _share([_with_a_slip(text, chance) for text in _at_risk("sv") * 3]) >= 0.93
    assert _share([_with_a_slip(text, chance) for text in _topical("sv") * 3]) <= MOST_FALSE_ALARMS


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("han slåt mej", Kind.VICTIM),
        ("han slar mig", Kind.VICTIM),
        ("jag ar radd for min man", Kind.VICTIM),
        ("HAN SLÅR MIG!!!", Kind.VICTIM),
        ("min pappa slår mig", Kind.CHILD),
        ("Jag slår min fru", Kind.PERPETRATOR),
        ("jag vill inte leva", Kind.SELF_HARM),
        ("Jag slår min fru och vill inte leva längre", Kind.SELF_HARM),
    ],
)
def test_the_most_urgent_kind_comes_first(text: str, kind: Kind) -> None:
    risk = at_risk(text)
    assert risk is not None
    assert risk.kind is kind
    assert risk.language == "sv"
    assert len(set(risk.kinds)) == len(risk.kinds)


@pytest.mark.parametrize(
    "text",
    ["", " ", "?", "😭", "hej", "\ud800", "\U000e0041" * 10, "Vem bestämmer?", "Det slår mig att strategin är kort"],
)
def test_what_tells_of_nothing_is_no_risk(text: str) -> None:
    assert at_risk(text) is None


def test_the_languages_that_no_speaker_has_checked_are_named() -> None:
    assert set(unchecked_languages()) == set(LANGUAGES)


def _questions(shared: Path, name: str) -> list[dict[str, Any]]:
    lines = (shared / "eval" / name / "questions.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("name", ["swequad", "swefaq", "domain"])
def test_the_questions_of_the_evaluation_sets_are_told_apart(name: str, shared_dir: Path) -> None:
    asked = _questions(shared_dir, name)
    others = [question["question"] for question in asked if question.get("kind") != "crisis"]
    assert [text for text in others if at_risk(text)] == []
    assert all(at_risk(question["question"]) for question in asked if question.get("kind") == "crisis")


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters()))
def test_any_text_at_all_may_come(text: str) -> None:
    at_risk(text)


@settings(max_examples=50, deadline=None)
@given(st.text(st.sampled_from("abcåäö \n.,!?"), max_size=60))
def test_words_around_it_do_not_hide_it(noise: str) -> None:
    assert at_risk(f"{noise}. Min man slår mig. {noise}") is not None


_LONG = {
    "one word": "a" * 65_536,
    "one rule over and over": "slår mig " * 7_000,
    "half a rule": "jag är rädd " * 5_400,
    "accents piled up": "a" + "\u0301\u0323" * 32_768,
    "accents piled up between invisible ones": "a" + "\u0301\u200b\u0323\u2060" * 16_384,
    "line breaks": "\n " * 32_768,
    "apostrophes": "a'" * 32_768,
    "unknown words": " ".join(f"misshandlad{at:x}" for at in range(3_700)),
}


@pytest.mark.parametrize("what", _LONG)
def test_the_time_grows_with_the_length_and_no_faster(what: str) -> None:
    text = _LONG[what]
    at_risk(text[:100])
    start = time.process_time()
    at_risk(text)
    assert time.process_time() - start < 3


def test_a_question_of_ordinary_length_takes_milliseconds() -> None:
    text = " ".join(_topical("sv"))[:1_000]
    at_risk(text)
    times = []
    for _ in range(20):
        start = time.process_time()
        at_risk(text)
        times.append(time.process_time() - start)
    assert min(times) < 0.01
