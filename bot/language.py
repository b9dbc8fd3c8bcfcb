"""Which language a question is asked in: a Swedish prior first, and langdetect where that leaves a doubt."""

import math
import re
import unicodedata
from functools import cache
from pathlib import Path

from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

from bot.language_profiles import Profiles
from bot.language_words import LETTERS, SPELLINGS, WORDS

DEFAULT = "sv"

_ADDRESS = re.compile(r"https?://\S+|(?<!\S)\S+@\S+")
_WORD = re.compile(r"[^\W\d_]+")
_ARABIC_WORD = re.compile(r"[\u0600-\u06ff]")
_PERSIAN = re.compile(r"[پچژگکی]")
_OTHER_SCRIPTS = (
    (re.compile(r"[\u1200-\u137f]"), "ti"),
    (re.compile(r"[\u0370-\u03ff]"), "el"),
    (re.compile(r"[\u0590-\u05ff]"), "he"),
    (re.compile(r"[\u0530-\u058f]"), "hy"),
    (re.compile(r"[\u10a0-\u10ff]"), "ka"),
    (re.compile(r"[\u0e00-\u0e7f]"), "th"),
    (re.compile(r"[\u3040-\u30ff]"), "ja"),
    (re.compile(r"[\uac00-\ud7af]"), "ko"),
    (re.compile(r"[\u4e00-\u9fff]"), "zh"),
)
_LAST_LATIN = "\u024f"
_UNDOTTED = str.maketrans("åäö", "aao")
_NEIGHBOURS = ("no", "da")

_LONE_WORD = 2.0
"""What a word says that only one language has; the weights below are on the same scale."""
_LETTER = 1.0
_SPELLING = 0.4
_NAME_FACTOR = 0.25
"""A name or an acronym says little about the language it is asked about in."""
_SWEDISH_HEAD_START = 0.5
_CERTAIN_LEAD = 3.0
_CLEAR_LEAD = 1.5
_SHORT_LEAD = 0.7
_FEWEST_WORDS_TO_ASK = 4
"""With fewer, langdetect guesses."""
_LEAST_PER_WORD = 0.5
"""Another language that explains less than this of the words has its lead by chance."""
_SWEDISH_PER_WORD = 0.4
_OTHER_PRIOR = 0.02
_MOST_READ = 1000
"""Code points; a longer text, as from someone at risk, is in the language that it begins in."""


def detect(text: str) -> str:
    """An ISO 639-1 code, two lower-case letters; "sv" where the text is empty, has no words or leaves a doubt."""
    plain = _ADDRESS.sub(" ", unicodedata.normalize("NFC", text[:_MOST_READ]))
    words = _WORD.findall(plain)
    if max(map(len, words), default=0) < 2:
        return DEFAULT
    foreign = [word for word in words if word[0] > _LAST_LATIN]
    if 2 * sum(map(len, foreign)) > sum(map(len, words)):
        return _by_script(" ".join(foreign))
    scores = _scores(words)
    first, second = sorted(scores, key=scores.__getitem__, reverse=True)[:2]
    covered = first == DEFAULT or scores[first] >= _LEAST_PER_WORD * len(words)
    if covered and scores[first] - scores[second] >= _CLEAR_LEAD:
        return first
    if first in _NEIGHBOURS and scores[first] - scores[DEFAULT] >= _CLEAR_LEAD:
        return _asked(plain, {language: scores[language] for language in _NEIGHBOURS}, other=0.0)
    if len(words) < _FEWEST_WORDS_TO_ASK:
        return first if scores[first] - scores[DEFAULT] >= _SHORT_LEAD else DEFAULT
    asked = _asked(plain, scores)
    return asked if _outweighs_swedish(asked, scores, len(words)) else DEFAULT


def warm() -> None:
    """Load langdetect's profiles, a third of a second, which the first doubtful question would else wait for."""
    _factory()


def _scores(words: list[str]) -> dict[str, float]:
    """How much speaks for each language of WORDS; spelling is looked at only where known words leave it open."""
    scores = dict.fromkeys(WORDS, 0.0)
    scores[DEFAULT] = _SWEDISH_HEAD_START
    shouted = all(word.isupper() for word in words)
    unknown: list[tuple[str, float]] = []
    for position, word in enumerate(words):
        is_name = not shouted and len(word) > 1 and (word.isupper() or (position > 0 and word[0].isupper()))
        factor = _NAME_FACTOR if is_name else 1.0
        known = _known().get(word.lower())
        if known is None:
            unknown.append((word.lower(), factor))
        for language, weight in known or ():
            scores[language] += weight * factor
    if scores[DEFAULT] - max(score for language, score in scores.items() if language != DEFAULT) < _CERTAIN_LEAD:
        for word, factor in unknown:
            for language, weight in _spelt_like(word):
                scores[language] += weight * factor
    return scores


@cache
def _known() -> dict[str, tuple[tuple[str, float], ...]]:
    vocabulary = {language: set(words.split()) for language, words in WORDS.items()}
    vocabulary[DEFAULT] |= {word.translate(_UNDOTTED) for word in vocabulary[DEFAULT]}
    languages: dict[str, list[str]] = {}
    for language, words in vocabulary.items():
        for word in words:
            languages.setdefault(word, []).append(language)
    return {word: tuple((name, _weight(names)) for name in names) for word, names in languages.items()}


def _weight(languages: list[str]) -> float:
    """A word that Norwegian and Danish share speaks as loudly against Swedish as a word of either."""
    shared = len(languages) - all(name in languages for name in _NEIGHBOURS)
    return _LONE_WORD / shared


@cache
def _spellings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((language, re.compile(pattern)) for language, patterns in SPELLINGS.items() for pattern in patterns)


def _spelt_like(word: str) -> list[tuple[str, float]]:
    """What an unknown lower-case word says by its letters and spelling."""
    found = [(language, _SPELLING) for language, pattern in _spellings() if pattern.search(word)]
    for letter in LETTERS.keys() & set(word):
        found += [(language, _LETTER / len(LETTERS[letter])) for language in LETTERS[letter]]
    return found


def _outweighs_swedish(language: str, scores: dict[str, float], words: int) -> bool:
    """Whether to believe langdetect, which takes short Swedish for its neighbours: those need words of their own."""
    ahead = scores.get(language, 0.0) - scores[DEFAULT]
    return ahead > 0 if language in _NEIGHBOURS else ahead > -_SWEDISH_PER_WORD * words


def _by_script(text: str) -> str:
    if _ARABIC_WORD.search(text):
        return "fa" if _PERSIAN.search(text) else "ar"
    for pattern, language in _OTHER_SCRIPTS:
        if pattern.search(text):
            return language
    return _asked(text, {})


@cache
def _factory() -> DetectorFactory:
    factory = DetectorFactory()
    factory.set_seed(0)
    profiles = Profiles.load(Path(PROFILES_DIRECTORY))
    factory.langlist, factory.word_lang_prob_map = list(profiles.names), profiles
    return factory


def _asked(text: str, scores: dict[str, float], other: float = _OTHER_PRIOR) -> str:
    """What langdetect says, given the scores, and `other` for every other language, as its prior."""
    factory = _factory()
    detector = factory.create()
    # All but their proportions is lost anyhow, and the power of a long text's score is more than a float can be.
    best = max(scores.values(), default=0.0)
    prior = dict.fromkeys(factory.get_lang_list(), other * math.exp(-best))
    detector.set_prior_map(prior | {language: math.exp(score - best) for language, score in scores.items()})
    detector.append(text.lower())
    try:
        language = str(detector.detect())
    except LangDetectException:
        return DEFAULT
    return DEFAULT if language == "unknown" else language[:2]
