"""Swedish words for matching: lower case, function words left out, stems, and the parts of compounds."""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

import Stemmer

LEXIS_VERSION = 2

_WORD = re.compile(r"\d+(?:[.,:/\-–]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?")
_SHORTEST_PART = 4
_SHORTEST_DEFINITE = 4
_LINKS = ("", "s")
_SHORTEST_VERB = 5
_LONGEST_KEPT = 80
"""Longer than any word. What is longer is no compound and is not remembered, so that nobody can fill the memory."""
_PARTICLES = frozenset(
    ["an", "av", "bort", "fram", "för", "in", "med", "ned", "ner", "om", "på", "samman", "till", "upp", "ut", "över"]
)

FUNCTION_WORDS = frozenset(
    """
    alla allt att av bara bli blir blev blivit de dem den denna deras dess dessa det detta dig din dina dit ditt
    dock du där då efter eftersom ej eller en er era ert ett från för förr genom ha hade han hans har hela henne
    hennes hit hon honom hur här i icke in ingen inget inom inte ja jag ju kan kom kommer kunde kunna lite man med
    mellan men mer mest mig min mina mitt mot mycket många måste ni nog nu när någon något några nån nåt och också
    om oss på redan samt sedan ser sig sin sina sitt själv ska skall skulle som så sådan sådana sådant tar till tog
    trots berätta framgår sa sade säga säger sägs står undrar vet veta under upp ut utan vad var vara varför varit
    varje vars vart vem vems vi via vid vilka vilkas vilken vilket vill vår våra vårt än ännu är åt över får fick
    finns göra gör egentligen dom ens
    """.split()  # noqa: SIM905 - a paragraph of words is easier to keep than a list of quoted ones
)


_stemmer = Stemmer.Stemmer("swedish")


def stem(word: str) -> str:
    """The Snowball stem of a Swedish word in lower case, without the definite n and the -ning that it leaves.

    Snowball keeps strategi and strategin, miljö and miljön apart, and a verb from the noun made of it: ansluta and
    anslutning, finansiera and finansiering.
    """
    return _kept_stem(word) if len(word) <= _LONGEST_KEPT else _stem(word)


def _stem(word: str) -> str:
    stemmed: str = _stemmer.stemWord(word)
    for ending in ("ning", "ing"):
        if stemmed.endswith(ending) and len(stemmed) - len(ending) >= _SHORTEST_VERB:
            return stemmed.removesuffix(ending)
    if len(stemmed) > _SHORTEST_DEFINITE and stemmed[-1] == "n" and stemmed[-2] in "iöåyé":
        return stemmed[:-1]
    return stemmed


_kept_stem = lru_cache(maxsize=100_000)(_stem)


def words(text: str) -> list[str]:
    """The words of a text in lower case; numbers, dates and diary numbers are one word each."""
    return _WORD.findall(text.lower())


def content_words(text: str) -> list[str]:
    """The words that carry meaning; all words where there is nothing but function words."""
    found = words(text)
    return [word for word in found if word not in FUNCTION_WORDS] or found


def particle_verbs(text: str) -> dict[str, str]:
    """From the stem of a verb to the one that it makes with its particle as one word: följas upp, uppfölj(ning)."""
    found = words(text)
    return {
        stem(verb): found[at] + stem(verb)
        for i, verb in enumerate(found)
        for at in range(i + 1, min(i + 3, len(found)))
        if found[at] in _PARTICLES and verb not in FUNCTION_WORDS
    }


class Compounds:
    """Splits compounds into two words that the corpus itself uses: jämställdhet + strategi.

    A word is split at the point where both parts are known, preferring the longest first part; a link
    letter s between them is left out.
    """

    def __init__(self, vocabulary: Collection[str]) -> None:
        self._stems = frozenset(stem(word) for word in vocabulary if len(word) >= _SHORTEST_PART)
        self._kept_parts = lru_cache(maxsize=100_000)(self._parts)

    def parts(self, word: str) -> tuple[str, ...]:
        """The stems of the two parts of a compound; nothing for what is none."""
        return self._kept_parts(word) if len(word) <= _LONGEST_KEPT else ()

    def _parts(self, word: str) -> tuple[str, ...]:
        for cut in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
            tail = stem(word[cut:])
            if tail not in self._stems:
                continue
            for link in _LINKS:
                head = word[:cut].removesuffix(link) if link else word[:cut]
                if len(head) >= _SHORTEST_PART and stem(head) in self._stems:
                    return stem(head), tail
        return ()


def terms(text: str, compounds: Compounds) -> list[str]:
    """The stems of a text's content words, each followed by the stems of its parts if it is a compound."""
    return [term for word in content_words(text) for term in (stem(word), *compounds.parts(word))]


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """Every word of letters that occurs in the texts."""
    return frozenset(word for text in texts for word in words(text) if word.isalpha())
