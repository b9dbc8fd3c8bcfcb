"""The regular expressions of the product, and for each of them texts that keep it busy, made from its own parts.

A pattern is slow where it can read the same text in many ways, and it tries them all where the text fits it again and
again and then not at all.
"""

import functools
import inspect
import pkgutil
import random
import re
from collections.abc import Iterator
from importlib import import_module
from itertools import product
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

_REPEATS = (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT)
_CATEGORIES = {
    kinds.CATEGORY_DIGIT: "1",
    kinds.CATEGORY_NOT_DIGIT: "a",
    kinds.CATEGORY_SPACE: " ",
    kinds.CATEGORY_NOT_SPACE: "a",
    kinds.CATEGORY_WORD: "a",
    kinds.CATEGORY_NOT_WORD: " ",
}
_ORDINARY = "a1 .-A\n;<"
_FEW = 8
"""A part that may come more often than so counts as one that may come any number of times."""


def patterns_of(*packages: str) -> dict[str, re.Pattern[Any]]:
    """Every compiled pattern that modules keep, or make once, by a name."""
    found: dict[str, re.Pattern[Any]] = {}
    for package in map(import_module, packages):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__") and "migrations" not in module.name:
                for pattern in _kept(import_module(module.name)):
                    found.setdefault(f"{module.name} {pattern.pattern!r}", pattern)
    return found


def texts_against(pattern: re.Pattern[Any], length: int, most: int = 30) -> Iterator[str | bytes]:
    """Texts of about that length, `most` or fewer with each of two endings, the same every time."""
    chance = random.Random(repr(pattern.pattern))
    units = sorted(set(_units(pattern, chance)))
    for (start, unit), end in product(chance.sample(units, min(most, len(units))), ("\0", "a")):
        text = (start + unit * (length // len(unit)))[:length] + end
        yield text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text


def _kept(module: ModuleType) -> Iterator[re.Pattern[Any]]:
    for value in list(vars(module).values()):
        if getattr(value, "__module__", None) == module.__name__ and isinstance(value, functools._lru_cache_wrapper):
            yield from _within(value() if not inspect.signature(value).parameters else None)
        else:
            yield from _within(value)


def _within(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list | frozenset | set):
        for item in value:
            yield from _within(item)
    elif isinstance(value, dict):
        yield from _within(list(value.values()))


def _units(pattern: re.Pattern[Any], chance: random.Random) -> Iterator[tuple[str, str]]:
    """What a text begins with, and what is repeated after it."""
    tree = parser.parse(pattern.pattern, pattern.flags & ~(0 if isinstance(pattern.pattern, str) else re.UNICODE.value))
    for start, unit in _repeated(tree, "", chance):
        if unit:
            yield from (("", unit), (start, unit), ("", start + unit), ("", f"{unit} "))
    for _ in range(3):
        if whole := _sample(tree, chance):
            yield from (("", whole), ("", whole[:-1] or whole), ("", whole[: len(whole) // 2] or whole))
    yield from (("", character) for character in " a1.\n-[<")


def _repeated(tree: Any, before: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """For each part that may be repeated: a text that leads up to it, and one that fits it."""
    for kind, value in tree:
        if kind in _REPEATS:
            if value[1] is kinds.MAXREPEAT or value[1] > _FEW:
                yield from ((before, _sample(value[2], chance)) for _ in range(2))
            yield from _repeated(value[2], before, chance)
        elif kind is kinds.BRANCH:
            for branch in value[1]:
                yield from _repeated(branch, before, chance)
        elif kind in (kinds.SUBPATTERN, kinds.ATOMIC_GROUP, kinds.ASSERT, kinds.ASSERT_NOT):
            yield from _repeated(value if kind is kinds.ATOMIC_GROUP else value[-1], before, chance)
        before += _sample([(kind, value)], chance)


def _sample(tree: Any, chance: random.Random) -> str:
    """A text that fits, as far as can be told without looking around."""
    return "".join(_fitting(kind, value, chance) for kind, value in tree)


def _fitting(kind: Any, value: Any, chance: random.Random) -> str:  # noqa: PLR0911 - one for each kind of part
    if kind is kinds.LITERAL:
        return chr(value)
    if kind is kinds.ANY:
        return "a"
    if kind is kinds.NOT_LITERAL:
        return "b" if value == ord("a") else "a"
    if kind is kinds.IN:
        return _member(value, chance)
    if kind is kinds.BRANCH:
        return _sample(chance.choice(value[1]), chance)
    if kind in (kinds.SUBPATTERN, kinds.ATOMIC_GROUP):
        return _sample(value if kind is kinds.ATOMIC_GROUP else value[-1], chance)
    if kind in _REPEATS:
        return "".join(_sample(value[2], chance) for _ in range(max(value[0], min(1, value[1]))))
    return ""


def _member(items: Any, chance: random.Random) -> str:
    if items[0][0] is kinds.NEGATE:
        return next((one for one in _ORDINARY if not any(_holds(item, one) for item in items)), "\u3042")
    return chance.choice([_first(item) for item in items])


def _first(item: Any) -> str:
    kind, value = item
    return _CATEGORIES[value] if kind is kinds.CATEGORY else chr(value if kind is kinds.LITERAL else value[0])


def _holds(item: Any, character: str) -> bool:
    kind, value = item
    if kind is kinds.RANGE:
        return value[0] <= ord(character) <= value[1]
    return kind in (kinds.LITERAL, kinds.CATEGORY) and _first(item) == character
