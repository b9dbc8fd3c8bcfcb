"""Text as the rules on persons at risk see it: folded words, and which places in the rules each of them can fill."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from bot.characters import clean

START = "^"
"""Stands before the first word of each sentence."""

_SENTENCE_OR_WORD = re.compile(r"\w+|[.!?…؟۔;:]|\n\s*\n")
_APOSTROPHE = re.compile(r"(?<=\w)['’´`ʼ](?=\w)")
_DRAWN_OUT = re.compile(r"(\w)\1{2,}")
_DOUBLED = re.compile(r"(\w)\1+")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "æ": "a", "đ": "d", "ı": "i", "ة": "ه", "ى": "ي", "ـ": None})
_ARABIC_AND = ("و", "ف")
"""Written together with the next word."""

_SHORTEST_WITHOUT_DOUBLES = 3
_SHORTEST_MISSPELT = 5
_SHORTEST_MISSPELT_STEM = 6
_LONGEST = 24


def fold(text: str) -> str:
    """Lower case without accents, dots and vowel signs, as those who write in haste leave them out."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    if not folded.isascii():
        folded = "".join(character for character in folded if not unicodedata.combining(character))
    return folded.translate(_LETTERS)


def words_of(text: str) -> list[str]:
    """The folded words in order, with START before each sentence; letters drawn out (“sluuuta”) are written once."""
    shown = _DRAWN_OUT.sub(r"\1", fold(_APOSTROPHE.sub("", clean(text))))
    words = []
    new_sentence = True
    for token in _SENTENCE_OR_WORD.findall(shown):
        if not (token[0].isalnum() or token[0] == "_"):
            new_sentence = True
            continue
        if new_sentence:
            words.append(START)
            new_sentence = False
        words.append(token[:_LONGEST])
    return words


class _Forms:
    """Words and beginnings of words, with the symbols of each."""

    def __init__(self) -> None:
        self.words: defaultdict[str, set[int]] = defaultdict(set)
        self.stems: defaultdict[str, set[int]] = defaultdict(set)
        self._lengths: defaultdict[str, set[int]] = defaultdict(set)

    def add(self, form: str, symbol: int, *, stem: bool) -> None:
        (self.stems if stem else self.words)[form].add(symbol)
        if stem:
            self._lengths[form[:2]].add(len(form))

    def symbols(self, word: str) -> set[int]:
        found = set(self.words.get(word, ()))
        for length in self._lengths.get(word[:2], ()):
            found.update(self.stems.get(word[:length], ()))
        return found


class Vocabulary:
    """Which symbols a word stands for. A symbol is the number of one place in a rule, which certain words can fill."""

    def __init__(self) -> None:
        self._forms = _Forms()
        self._forms_without_doubles = _Forms()
        self._known: dict[str, set[int]] = {}
        self._ordinary: set[str] = set()
        self._near: defaultdict[str, set[str]] = defaultdict(set)
        self._near_stems: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, form: str, symbol: int, *, doubled_letters_matter: bool) -> None:
        """A word; with an asterisk at its end all words that begin so."""
        word, stem = fold(form.removesuffix("*")), form.endswith("*")
        self._forms.add(word, symbol, stem=stem)
        single = _DOUBLED.sub(r"\1", word)
        if not doubled_letters_matter and len(single) >= _SHORTEST_WITHOUT_DOUBLES:
            self._forms.add(single, symbol, stem=stem)
            self._forms_without_doubles.add(single, symbol, stem=stem)
        if stem and len(word) >= _SHORTEST_MISSPELT_STEM:
            for key in _one_letter_less(word[:_SHORTEST_MISSPELT_STEM]):
                self._near_stems[key].add(word)
        elif not stem and len(word) >= _SHORTEST_MISSPELT:
            for key in _one_letter_less(word):
                self._near[key].add(word)

    def add_ordinary(self, word: str) -> None:
        """A word that must not be read as a slip for another, nor with its doubled letters written once."""
        self._ordinary.add(fold(word))

    def finish(self) -> None:
        """Looks every word that has been added up once and for all."""
        self._known = {word: self._looked_up(word) for word in self._forms.words.keys() | self._ordinary}

    def symbols(self, word: str) -> set[int]:
        """What a folded word stands for; a word that stands for nothing is read as one that it is a slip away from."""
        if word in self._known:
            return self._known[word]
        return self._looked_up(word) or self._nearly(word)

    def _looked_up(self, word: str) -> set[int]:
        found = self._forms.symbols(word)
        single = _DOUBLED.sub(r"\1", word)
        if single != word and word not in self._ordinary:
            found |= self._forms_without_doubles.symbols(single)
        if word.startswith(_ARABIC_AND):
            found |= self._forms.symbols(word[1:])
        return found

    def _nearly(self, word: str) -> set[int]:
        found: set[int] = set()
        if len(word) < _SHORTEST_MISSPELT:
            return found
        for key in _one_letter_less(word):
            for near in self._near.get(key, ()):
                if _one_slip_apart(word, near):
                    found |= self._forms.words[near]
        for length in (_SHORTEST_MISSPELT_STEM, _SHORTEST_MISSPELT_STEM + 1):
            for key in _one_letter_less(word[:length]):
                for near in self._near_stems.get(key, ()):
                    if any(_one_slip_apart(word[: len(near) + more], near) for more in (-1, 0, 1)):
                        found |= self._forms.stems[near]
        return found


def _one_letter_less(word: str) -> Iterator[str]:
    yield word
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]


def _one_slip_apart(word: str, other: str) -> bool:
    """One letter more, less or other, or two letters that have changed places; the first letter is right."""
    start, most = 0, min(len(word), len(other))
    while start < most and word[start] == other[start]:
        start += 1
    end = 0
    while end < most - start and word[-1 - end] == other[-1 - end]:
        end += 1
    left, right = word[start : len(word) - end], other[start : len(other) - end]
    return start > 0 and (max(len(left), len(right)) <= 1 or (len(left) == 2 and left == right[::-1]))
