import hashlib
import json
import statistics
import subprocess
import sys
from pathlib import Path
from time import perf_counter

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.language import detect, warm

_CASES = yaml.safe_load((Path(__file__).parent / "language_cases.yaml").read_text(encoding="utf-8"))
_FOREIGN = ("en", "fi", "ar", "no", "da", "de", "pl", "so")
_NOT_SWEDISH = {"dq-166": "en", "dq-168": "en", "dq-171": "en", "dq-173": "en", "dq-175": "en", "dq-176": "fi"}

# The 300 short Swedish questions: every one of swefaq and domain, then those of swequad in order of the SHA-256 of
# their ids. This is the SHA-256 of the ids chosen, one a line.
_CHOSEN = "37a27a757217b29e2bb99570fcd4b0c97627f195efec454ec89c6e37b23ab82d"


def _questions(shared_dir: Path, name: str) -> dict[str, str]:
    lines = (shared_dir / "eval" / name / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["id"]: row["question"] for row in map(json.loads, lines)}


def _swedish(shared_dir: Path, name: str) -> dict[str, str]:
    return {key: text for key, text in _questions(shared_dir, name).items() if key not in _NOT_SWEDISH}


def _short(questions: dict[str, str]) -> dict[str, str]:
    return {key: text for key, text in questions.items() if len(text.split()) <= 6}


@pytest.fixture(scope="module")
def short_questions(shared_dir: Path) -> dict[str, str]:
    few = _short(_swedish(shared_dir, "swefaq")) | _short(_swedish(shared_dir, "domain"))
    many = _short(_swedish(shared_dir, "swequad"))
    ordered = sorted(many, key=lambda key: hashlib.sha256(key.encode()).hexdigest())
    return few | {key: many[key] for key in ordered[: 300 - len(few)]}


def _wrong(questions: dict[str, str]) -> dict[str, str]:
    return {key: detect(text) for key, text in questions.items() if detect(text) != "sv"}


def test_the_300_short_questions_are_the_ones_that_were_chosen(short_questions: dict[str, str]) -> None:
    assert len(short_questions) == 300
    assert hashlib.sha256("\n".join(short_questions).encode()).hexdigest() == _CHOSEN


def test_99_of_100_short_swedish_questions_are_swedish(short_questions: dict[str, str]) -> None:
    wrong = _wrong(short_questions)
    assert len(wrong) <= 3, wrong


@pytest.mark.parametrize("name", ["swequad", "swefaq", "domain"])
def test_nearly_every_swedish_question_is_swedish_whatever_its_length(shared_dir: Path, name: str) -> None:
    questions = _swedish(shared_dir, name)
    wrong = _wrong(questions)
    assert len(wrong) <= 0.005 * len(questions), wrong


def test_the_domain_questions_in_other_languages_are_told_apart(shared_dir: Path) -> None:
    questions = _questions(shared_dir, "domain")
    assert {key: detect(questions[key]) for key in _NOT_SWEDISH} == _NOT_SWEDISH


@pytest.mark.parametrize("part", ["seen", "held_back"])
def test_95_of_100_questions_in_other_languages_are_told_apart(part: str) -> None:
    cases = [(language, text) for language in _FOREIGN for text in _CASES[part][language]]
    wrong = [(language, detect(text), text) for language, text in cases if detect(text) != language]
    assert len(cases) == 80
    assert len(wrong) <= 0.05 * len(cases), wrong


@pytest.mark.parametrize("text", _CASES["seen"]["sv"] + _CASES["held_back"]["sv"])
def test_names_misspellings_capitals_and_scraps_are_swedish(text: str) -> None:
    assert detect(text) == "sv"


@pytest.mark.parametrize("language", ["en", "fi", "de"])
def test_a_question_about_a_swedish_name_keeps_its_language(language: str) -> None:
    question = {"en": "What does {} do?", "fi": "Mitä {} tekee?", "de": "Was macht {}?"}[language]
    for name in ("Länsstyrelsen", "Jämställdhetsmyndigheten", "Region Västmanland"):
        assert detect(question.format(name)) == language


@pytest.mark.parametrize("text", ["Vad är life science?", "Vad betyder gender budgeting?", "Vem är Who Cares?"])
def test_a_swedish_question_about_a_foreign_name_is_swedish(text: str) -> None:
    assert detect(text) == "sv"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("¿Dónde puedo encontrar ayuda para mi familia?", "es"),
        ("Où puis-je trouver de l'aide pour ma famille ?", "fr"),
        ("Что говорится в стратегии о насилии?", "ru"),
        ("Що говорить стратегія про насильство?", "uk"),
        ("در مورد خشونت علیه زنان چه می‌گوید؟", "fa"),
        ("Wat zegt de strategie over geweld tegen vrouwen?", "nl"),
        ("战略说了什么?", "zh"),
        ("ስትራተጂ እንታይ ይብል?", "ti"),
    ],
)
def test_a_language_without_rules_of_its_own_is_named(text: str, language: str) -> None:
    assert detect(text) == language


def test_letters_and_their_marks_may_be_written_apart() -> None:
    assert detect("Vad a\u0308r a\u030atga\u0308rden?") == "sv"


def test_an_address_says_nothing_about_the_language() -> None:
    assert detect("Vad står på https://www.what-is-the-strategy.example/and-who-are-they ?") == "sv"


@given(st.text(max_size=200))
def test_any_text_has_a_language(text: str) -> None:
    assert len(detect(text)) == 2


def test_the_same_text_has_the_same_language_every_time() -> None:
    doubtful = "Kommunal digital transformation projekt modell"
    assert len({detect(doubtful) for _ in range(20)}) == 1


def test_a_swedish_question_takes_a_tenth_of_a_millisecond(short_questions: dict[str, str]) -> None:
    warm()
    timings = []
    for text in short_questions.values():
        start = perf_counter()
        detect(text)
        timings.append((perf_counter() - start) * 1000)
    assert statistics.median(timings) < 0.1


def test_importing_loads_no_profiles() -> None:
    code = "import bot.language as language; raise SystemExit(language._factory.cache_info().currsize)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
