"""Personal data that has a shape of its own is masked before a question is searched, counted or stored.

Names and addresses have no such shape and are not found.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class PersonalData(StrEnum):
    """What was masked."""

    PERSONNUMMER = "personnummer"
    PHONE = "telefonnummer"
    EMAIL = "e-postadress"


@dataclass(frozen=True, slots=True)
class Masked:
    """A text where each find is a word in brackets, as “[personnummer]”, and what was found, in a fixed order."""

    text: str
    kinds: tuple[PersonalData, ...]

    @property
    def found(self) -> bool:
        return bool(self.kinds)


_DATE = r"(?:0[1-9]|1[0-2])[ ]?(?:0[1-9]|[12][0-9]|3[01]|6[1-9]|[78][0-9]|9[01])"
"""Month and day; a samordningsnummer has 60 added to its day."""

_DASH = r"[-+‐‑‒–—―−]"
_LAST_FOUR = r"[0-9]{2}[ ]?[0-9]{2}(?![0-9])"

# By shape alone: a wrong check digit or an impossible day (31 February) is a slip of the finger and still someone's.
# Ten figures in a row that begin as a mobile number are left to the telephone numbers.
_PERSONNUMMER = re.compile(
    rf"(?<![0-9])(?:(?:18|19|20)[ ]?)?[0-9]{{2}}[ ]?{_DATE}\s{{0,2}}{_DASH}\s{{0,2}}{_LAST_FOUR}"
    rf"|(?<![0-9])(?<![0-9][ .,])(?!07[02369][0-9]{{7}}(?![0-9]))"
    rf"(?:(?:18|19|20)[ ]?)?[0-9]{{2}}[ ]?{_DATE}[ ]{{0,2}}{_LAST_FOUR}(?![ .,][0-9]{{3}})"
    rf"|(?<![0-9])(?:18|19|20)[0-9]{{2}}-(?:0[1-9]|1[0-2])-(?:[0-2][0-9]|3[01]|[6-9][0-9])[ ]?[-+][ ]?"
    rf"[0-9]{{4}}(?![0-9]|-[0-9]{{2}}-)"
)

_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]+[ ]?(?:@|[(\[](?:at|snabel-?a)[)\]])[ ]?[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}", re.IGNORECASE
)

_GAP = r"[ \u00a0/()‐‑‒–—-]{0,3}"
_PHONE = re.compile(
    rf"(?<![\w/:.,+-])(?:"
    rf"(?:\+|00)[1-9](?:{_GAP}[0-9]){{6,14}}"
    rf"|\(?0[1-9](?:{_GAP}[0-9]){{6,8}}"
    rf")(?![0-9])"
)
_AMOUNT_GOES_ON = re.compile(r"[0-9][ \u00a0.]\Z")
_THOUSANDS = re.compile(r"[0-9]{3}(?:[ \u00a0.][0-9]{3})+")
_DAY_MONTH_YEAR = re.compile(r"(?:0[1-9]|[12][0-9]|3[01])[-/ ](?:0[1-9]|1[0-2])[-/ ](?:19|20)[0-9]{2}")
_OF_A_SERVICE = ("020", "0200", "077", "010")
"""Help lines, exchanges and other numbers that anyone may call; none of them is one person's."""


def mask(text: str) -> Masked:
    """The text with personnummer, samordningsnummer, telephone numbers and e-mail addresses masked.

    The time grows linearly with the length. Figures of all scripts count; the text outside the finds stays as it was.
    """
    kinds: list[PersonalData] = []
    for kind, pattern, is_one in _FINDERS:
        text, found = _masked(text, kind, pattern, is_one)
        if found:
            kinds.append(kind)
    return Masked(text, tuple(kinds))


def _masked(
    text: str, kind: PersonalData, pattern: re.Pattern[str], is_one: Callable[[re.Match[str]], bool]
) -> tuple[str, bool]:
    parts, end = [], 0
    for match in pattern.finditer(_plain_digits(text)):
        if is_one(match):
            parts += [text[end : match.start()], f"[{kind.value}]"]
            end = match.end()
    return "".join((*parts, text[end:])), bool(parts)


def _plain_digits(text: str) -> str:
    """The same length, with figures of other scripts as 0 to 9."""
    if _FIGURE_OF_ANOTHER_SCRIPT.search(text) is None:
        return text
    return "".join(str(int(c)) if c.isdecimal() and not c.isascii() else c for c in text)


def _always(_match: re.Match[str]) -> bool:
    return True


def _is_a_persons_phone(match: re.Match[str]) -> bool:
    found = match[0]
    digits = re.sub(r"[^0-9+]", "", found)
    if digits.startswith(_OF_A_SERVICE) or digits.startswith(("+4620", "004620")):
        return False
    if _DAY_MONTH_YEAR.fullmatch(found):
        return False
    before = match.string[max(match.start() - 2, 0) : match.start()]
    return not (_AMOUNT_GOES_ON.search(before) and _THOUSANDS.fullmatch(found))


_FIGURE_OF_ANOTHER_SCRIPT = re.compile(r"[^\D0-9]")

_FINDERS = (
    (PersonalData.EMAIL, _EMAIL, _always),
    (PersonalData.PERSONNUMMER, _PERSONNUMMER, _always),
    (PersonalData.PHONE, _PHONE, _is_a_persons_phone),
)
