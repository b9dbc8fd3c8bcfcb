"""The rules on persons at risk: read from risk_phrases/*.toml, compiled, and tried on a text.

A rule is a line of words in the order they must stand. `@me` is any word of the list `me`, `a|b` either word, `dö*`
any word that begins so, `x?` a word that may be missing and `^` the beginning of a sentence. Words stand side by side
unless `..` (up to three words between) or `...` (up to eight) parts them; no word of the list `stop` may stand there.
A `+` joins rules that must all fit within 30 words, in any order and across sentences.
"""

import tomllib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import accumulate, product

from bot.risk_words import START, Vocabulary

KINDS = ("self_harm", "child", "victim", "perpetrator")
_GAPS = {"..": 3, "...": 8}
_TOGETHER = 30


class Certainty(IntEnum):
    """CERTAIN whatever else the sentence says; LIKELY unless the sentence is about the subject."""

    CERTAIN = 0
    LIKELY = 1


@dataclass(frozen=True, slots=True)
class Phrase:
    """The symbols of words in order, and before each how many other words may stand."""

    symbols: tuple[int, ...]
    gaps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """Phrases that must all be there, near each other."""

    phrases: tuple[Phrase, ...]
    certainty: Certainty
    needs: frozenset[int]


class Rules:
    """Rules in order, of which only those are looked at whose words are there."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        numbered = list(enumerate(rules))
        uses = Counter(symbol for _, rule in numbered for symbol in rule.needs)
        self._by_symbol: dict[int, list[tuple[int, Rule]]] = {}
        for number, rule in numbered:
            # Under the symbol that fewest rules need: the words of many rules are common ones.
            rarest = min(rule.needs, key=lambda symbol: (uses[symbol], symbol))
            self._by_symbol.setdefault(rarest, []).append((number, rule))

    def possible(self, symbols: set[int]) -> list[Rule]:
        """Those all of whose symbols are there, in whatever order they stand in the text."""
        keys = self._by_symbol.keys() & symbols
        found = [one for key in keys for one in self._by_symbol[key] if one[1].needs <= symbols]
        return [rule for _, rule in sorted(found, key=lambda one: one[0])]


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """One file of rules. `idioms` are of something else and blotted out; `topical` tells that the subject is meant.

    `young` tells of no risk, but that the one at risk is a child or a young person.
    """

    name: str
    checked_by_a_speaker: bool
    stop: int
    idioms: Rules
    topical: Rules
    young: Rules
    kinds: dict[str, Rules]
    of_any_kind: Rules

    def may_tell(self, symbols: set[int]) -> bool:
        """Are all symbols of any rule there, in whatever order?"""
        return bool(self.of_any_kind.possible(symbols) or self.young.possible(symbols))


class _Compiler:
    """Gives each distinct place in the rules of all languages its own symbol."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._symbols: dict[tuple[str, str], int] = {}

    def language(self, source: str) -> Language:
        data = tomllib.loads(source)
        for word in data.get("ordinary", "").split():
            self._vocabulary.add_ordinary(word)
        lists = {name: tuple(words.split()) for name, words in data["words"].items()}
        place = _Places(self, data["language"], data.get("doubled_letters_matter", False), lists)
        kinds = {
            kind: place.rules(data.get(kind, {}).get("always", ()))
            + place.rules(data.get(kind, {}).get("unless_topical", ()), Certainty.LIKELY)
            for kind in KINDS
        }
        return Language(
            name=data["language"],
            checked_by_a_speaker=data["checked_by_a_speaker"],
            stop=place.symbol("|".join((START, *lists.get("stop", ())))),
            idioms=Rules(place.rules(data.get("idioms", ()))),
            topical=Rules(place.rules(data.get("topical", ()))),
            young=Rules(place.rules(data.get("young", ()))),
            kinds={kind: Rules(rules) for kind, rules in kinds.items()},
            of_any_kind=Rules(rule for rules in kinds.values() for rule in rules),
        )

    def symbol(self, language: str, place: str, forms: Iterable[str], doubled_letters_matter: bool) -> int:
        key = (language, place)
        if key not in self._symbols:
            self._symbols[key] = symbol = len(self._symbols)
            for form in forms:
                self._vocabulary.add(form, symbol, doubled_letters_matter=doubled_letters_matter)
        return self._symbols[key]


@dataclass(frozen=True, slots=True)
class _Places:
    """The places of one language's rules."""

    compiler: _Compiler
    language: str
    doubled_letters_matter: bool
    lists: dict[str, tuple[str, ...]]

    def rules(self, lines: Sequence[str], certainty: Certainty = Certainty.CERTAIN) -> tuple[Rule, ...]:
        return tuple(
            self._rule(phrases, certainty)
            for line in lines
            for phrases in product(*(list(_without_options(phrase)) for phrase in line.split(" + ")))
        )

    def _rule(self, phrases: Iterable[Sequence[str]], certainty: Certainty) -> Rule:
        compiled = tuple(map(self._phrase, phrases))
        return Rule(compiled, certainty, frozenset(symbol for phrase in compiled for symbol in phrase.symbols))

    def _phrase(self, tokens: Sequence[str]) -> Phrase:
        symbols, gaps, gap = [], [], 0
        for token in tokens:
            if token in _GAPS:
                gap = _GAPS[token]
                continue
            symbols.append(self.symbol(token))
            gaps.append(gap)
            gap = 0
        return Phrase(tuple(symbols), tuple(gaps))

    def symbol(self, place: str) -> int:
        return self.compiler.symbol(self.language, place, self._forms(place), self.doubled_letters_matter)

    def _forms(self, place: str) -> Iterator[str]:
        for part in place.split("|"):
            if part.startswith("@"):
                for word in self.lists[part[1:]]:
                    yield from self._forms(word)
            else:
                yield part


def _without_options(line: str) -> Iterator[tuple[str, ...]]:
    choices = [(token[:-1], "") if token.endswith("?") else (token,) for token in line.split()]
    for choice in product(*choices):
        yield tuple(token for token in choice if token)


def compile_languages(sources: Iterable[str]) -> tuple[Vocabulary, tuple[Language, ...]]:
    """The rules of each TOML source, and the vocabulary that tells which symbols a word stands for."""
    vocabulary = Vocabulary()
    compiler = _Compiler(vocabulary)
    languages = tuple(compiler.language(source) for source in sources)
    vocabulary.finish()
    return vocabulary, languages


class Places:
    """Where in a text each symbol stands, and in which sentence."""

    def __init__(self, words: Sequence[str], vocabulary: Vocabulary) -> None:
        self.sentence = list(accumulate(word == START for word in words))
        self.of: dict[int, list[int]] = {}
        known = {word: vocabulary.symbols(word) for word in set(words)}
        for at, word in enumerate(words):
            for symbol in known[word]:
                self.of.setdefault(symbol, []).append(at)
        self.symbols = set(self.of)


class Reading:
    """One text as one language's rules see it."""

    def __init__(self, places: Places, language: Language) -> None:
        self._language = language
        self._sentence = places.sentence
        stops = set(places.of.get(language.stop, ()))
        self._stops = list(accumulate(at in stops for at in range(len(places.sentence))))
        self._places = places.of
        self._symbols = places.symbols
        blotted = {at for _, start, end in self._matches(language.idioms) for at in range(start, end + 1)}
        if blotted:
            kept = {symbol: [at for at in found if at not in blotted] for symbol, found in places.of.items()}
            self._places = {symbol: found for symbol, found in kept.items() if found}
            self._symbols = set(self._places)
        self._topical = {self._sentence[end] for _, _, end in self._matches(language.topical)}

    def tells_of(self, kind: str) -> Certainty | None:
        """How surely the text tells of a kind of risk; None where it does not."""
        return next(
            (
                rule.certainty
                for rule, start, end in self._matches(self._language.kinds[kind])
                if rule.certainty is Certainty.CERTAIN or self._is_no_topic(start, end)
            ),
            None,
        )

    def is_of_someone_young(self) -> bool:
        return any(True for _ in self._matches(self._language.young))

    def _is_no_topic(self, start: int, end: int) -> bool:
        return self._topical.isdisjoint(range(self._sentence[start], self._sentence[end] + 1))

    def _matches(self, rules: Rules) -> Iterator[tuple[Rule, int, int]]:
        """Each rule that fits, with the first and last word of the places where it does, in order."""
        for rule in rules.possible(self._symbols):
            for start, end in self._spans(rule):
                yield rule, start, end

    def _spans(self, rule: Rule) -> Iterator[tuple[int, int]]:
        first, *others = (self._fits(phrase) for phrase in rule.phrases)
        for start, end in first:
            nearest = [_nearest(fits, start) for fits in others]
            if None not in nearest:
                spans = [(start, end), *(span for span in nearest if span)]
                low, high = min(span[0] for span in spans), max(span[1] for span in spans)
                if high - low <= _TOGETHER or not others:
                    yield low, high

    def _fits(self, phrase: Phrase) -> list[tuple[int, int]]:
        reached = [(at, at) for at in self._places[phrase.symbols[0]]]
        for symbol, gap in zip(phrase.symbols[1:], phrase.gaps[1:], strict=True):
            reached = list(self._continued(reached, symbol, gap))
        return reached

    def _continued(self, reached: Sequence[tuple[int, int]], symbol: int, gap: int) -> Iterator[tuple[int, int]]:
        """From each word with the symbol back to the nearest match before it; where that fails, no farther one fits."""
        index = -1
        for at in self._places[symbol]:
            while index + 1 < len(reached) and reached[index + 1][1] < at:
                index += 1
            if index < 0:
                continue
            start, end = reached[index]
            if at - end - 1 <= gap and self._stops[at - 1] == self._stops[end]:
                yield start, at


def _nearest(fits: Sequence[tuple[int, int]], at: int) -> tuple[int, int] | None:
    after = bisect_left(fits, (at, at))
    return min(fits[max(after - 1, 0) : after + 1], key=lambda span: abs(span[0] - at), default=None)
