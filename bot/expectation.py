"""What a question asks for, be it a number, money, a time or a name, and whether a sentence holds such a thing."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from index.lexis import FUNCTION_WORDS, stem, words


class Asked(StrEnum):
    """What kind of thing a question wants to know."""

    COUNT = "count"
    SHARE = "share"
    MONEY = "money"
    TIME = "time"
    NUMBER = "number"
    NAME = "name"
    SPEAKER = "speaker"
    WHICH = "which"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a sentence that answers holds: a kind of thing and, for COUNT and WHICH, the stems of what it is of."""

    asked: Asked
    of: tuple[str, ...] = ()


_NUMBER_WORDS = frozenset(
    """
    noll två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton tjugo
    trettio fyrtio femtio sextio sjuttio åttio nittio hundra tusen miljon miljoner miljard miljarder hälften
    tredjedel fjärdedel femtedel dubbelt båda ingen inga
    """.split()  # noqa: SIM905 - a paragraph of words is easier to keep than a list of quoted ones
)
_ONE = frozenset({"en", "ett"})
_PATTERNS: tuple[tuple[Asked, str], ...] = (
    (Asked.SHARE, r"hur (?:många|manga) procent|hur (?:stor|stora) (?:andel|del)|\bandelen\b|hur vanligt|what share"),
    (
        Asked.MONEY,
        r"\bkosta\w*|hur mycket pengar|\bkronor\b|\bbudget\w*|\btjänar\b|\blön\b|\bavgift\w*|\bpris\w*|\bbidrag\w* stor"
        r"|hur stort (?:anslag|bidrag|stöd)|how much money|\bcosts?\b|hur mycket (?:satsar?|lade?|fick|får|betal\w*)\b",
    ),
    (Asked.COUNT, r"hur (?:många|manga) |how many "),
    (
        Asked.TIME,
        r"^(?:och |men |hej,? )*(?:när|nar|when)\b|\bsedan när\b|\bvilket (?:år|datum)\b|\bvilken (?:dag|månad)\b"
        r"|\bvilka år\b|\bsista da\w+\b|\bhur (?:länge|lång tid|ofta)\b|\bdatum\w*|\bslutdatum\b|\bvid vilken tid"
        r"|\bwhat (?:year|date)\b|\bhow (?:long|often)\b|\bperiod\b",
    ),
    (
        Asked.NUMBER,
        r"\btelefonnum\w*|\bnumret\b|\bnummer\b|\bvilken plats\b|\bhur mycket\b|\bhow (?:much|big|old)\b"
        r"|\bhur (?:stor|stort|stora|gammal|gamla|lång|långt|långa|hög|högt|höga)\b",
    ),
    (
        Asked.SPEAKER,
        r"^(?:och |men |hej,? )*(?:vem|vilka|who) (?:har )?(?:säger|sade|sa|sagt|uttala\w*|menar|tycker|said)\b",
    ),
    (
        Asked.NAME,
        r"\bvad (?:heter|hette|kallas|kallades)\b|^(?:och |men |hej,? )*(?:vem|vems|vilka är|who)\b|\bnamnet på\b",
    ),
    (Asked.WHICH, r"\b(?:vilken|vilket|vilka|which) "),
)
_COMPILED = tuple((asked, re.compile(pattern)) for asked, pattern in _PATTERNS)
_OF = re.compile(r"(?:hur (?:många|manga)|how many|vilken|vilket|vilka|which) ((?:[\w-]+ ?){1,3})")

_SHARE = re.compile(
    r"procent|%|\b(?:hälften|\w+del(?:en|ar)?)\b av|\bandel|\bav (?:tio|fem|fyra|tre|\d+)\b|\bvar \w+de\b"
)
_MONEY = re.compile(
    r"\bkronor|\bkr\b|\bmiljon|\bmiljard|\bmn?kr\b|\btkr\b|\beuro\b|dollar|\bkostn|\bkosta|\bavgift|\bfinans|\bekonomisk"
)
_NOTHING = re.compile(r"\b(?:ingen|inga|inget|inte|utan|gratis|kostnadsfri\w*|avgiftsfri\w*)\b")
_TIME = re.compile(
    r"\b(?:1[89]|20)\d\d\b|\d\d?/\d|\bklockan\b|\b(?:januari|februari|mars|april|maj|juni|juli|augusti|september"
    r"|oktober|november|december)\b|\b(?:årlig|varje år|månad|veck|dag(?:ar|en)?\b|timm|hösten|våren|sommaren|kvartal"
    r"|halvår|dygn|år\b)"
)
_QUOTED = re.compile(r"[”\"“»][^”\"“»]{2,}[”\"“«]|(?<![\w-])-*+\w[\w-]*\.(?:se|nu|org|com|eu)\b")
_CAPITALISED = re.compile(
    r"(?<=[^.!?:–-] )[A-ZÅÄÖ][\wåäöÅÄÖ-]+|\b[A-ZÅÄÖ]{2,}\b|\b[A-ZÅÄÖ][a-zåäöé-]+ [A-ZÅÄÖ][a-zåäöé-]+"
)
_BODY = re.compile(
    r"(?:myndighet|verk|styrelse|nämnd|institut|råd|regering|region|kommun|polis|departement|fullmäktige)"
)
_SPEAKER = re.compile(
    r",? (?:säger|sade|sa|uppger|menar|anser|kommenterar|skriver|konstaterar|förklarar|berättar)"
    r"(?: [a-zåäö-]+){0,4}(?: [A-ZÅÄÖ][\w-]+){2,4}\.?$"
)
"""Who is quoted, at the end of a sentence: a name that only answers the question who said it."""
_DIGIT = re.compile(r"\d")
_NOUNS = {Asked.COUNT: 2, Asked.WHICH: 1}
"""How many of the words after it say what is counted, or which is meant."""

_NEAR = 4
"""How many words after a number what it is a number of may stand."""


def expectation(question: str) -> Expectation | None:
    """What a question in Swedish or English asks for; None for one that wants an account, a reason or a yes."""
    text = " ".join(question.lower().split())
    asked = next((asked for asked, pattern in _COMPILED if pattern.search(text)), None)
    if asked is None:
        return None
    of = _of(text, _NOUNS.get(asked, 0))
    if asked is Asked.WHICH and not of:
        return None
    return Expectation(asked, of)


def _of(text: str, count: int) -> tuple[str, ...]:
    found = _OF.search(text)
    if not found or not count:
        return ()
    following = [word for word in words(found.group(1)) if word not in FUNCTION_WORDS]
    return tuple(stem(word) for word in following[:count])


def met(expected: Expectation, sentence: str) -> float:
    """How well a sentence holds what is expected: 1 it does, 0 it does not, between them something like it."""
    return _TESTS[expected.asked](sentence, expected.of)


def _share(sentence: str, _of: tuple[str, ...]) -> float:
    return 1.0 if _SHARE.search(sentence.lower()) else 0.4 * _has_number(sentence)


def _money(sentence: str, _of: tuple[str, ...]) -> float:
    text, has_number = sentence.lower(), _has_number(sentence)
    about_money = _MONEY.search(text) is not None
    return 1.0 if about_money and (has_number or _NOTHING.search(text)) else 0.4 * (about_money or has_number)


def _time(sentence: str, _of: tuple[str, ...]) -> float:
    return 1.0 if _TIME.search(sentence.lower()) else 0.3 * _has_number(sentence)


def _number(sentence: str, _of: tuple[str, ...]) -> float:
    return float(_has_number(sentence))


def _name(sentence: str, of: tuple[str, ...]) -> float:
    return _speaker(_SPEAKER.sub("", sentence), of)


def _speaker(sentence: str, _of: tuple[str, ...]) -> float:
    if _QUOTED.search(sentence) or _CAPITALISED.search(sentence):
        return 1.0
    return 0.4 * bool(_BODY.search(sentence.lower()))


def _which(sentence: str, of: tuple[str, ...]) -> float:
    return float(any(_is_one(word, of) for word in words(sentence)))


def _count(sentence: str, of: tuple[str, ...]) -> float:
    found = words(sentence)
    for i, word in enumerate(found):
        if _is_number(word) or word in _ONE:
            following = found[i + 1 : i + 1 + _NEAR]
            if any(_is_one(other, of) for other in following):
                return 1.0
    return 0.45 * _has_number(sentence)


_TESTS: dict[Asked, Callable[[str, tuple[str, ...]], float]] = {
    Asked.SHARE: _share,
    Asked.MONEY: _money,
    Asked.TIME: _time,
    Asked.NUMBER: _number,
    Asked.NAME: _name,
    Asked.SPEAKER: _speaker,
    Asked.COUNT: _count,
    Asked.WHICH: _which,
}


def _has_number(sentence: str) -> bool:
    return _DIGIT.search(sentence) is not None or not _NUMBER_WORDS.isdisjoint(words(sentence))


def _is_number(word: str) -> bool:
    return word[0].isdigit() or word in _NUMBER_WORDS


def _is_one(word: str, of: Iterable[str]) -> bool:
    """Whether a word is what is asked for, or a compound that ends in it, or one that it ends in."""
    stemmed = stem(word)
    longer = (wanted for wanted in of if len(wanted) > 2)
    return any(stemmed.endswith(wanted) or (len(stemmed) > 2 and wanted.endswith(stemmed)) for wanted in longer)
