"""The one way text is cleaned before it becomes canonical: what is seen is kept, what is not seen goes."""

import re
import unicodedata

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
_LIGATURE = re.compile("[ﬀ-ﬆ]")

# Characters that show nothing but can split a word, turn its order round or carry a hidden message.
_INVISIBLE = re.compile(
    "["
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\uffff"
    "\ud800-\udfff"
    "\U000e0000-\U000e0fff"
    "]"
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_SPACES = re.compile(r"\s+")

# Marks piled on one letter by the thousand make normalising take minutes; no script has more than a few.
_MOST_MARKS = 8
_MAY_BE_PILED = re.compile(f"[\u0300-\U0010ffff]{{{_MOST_MARKS + 1},}}")


def clean(text: str) -> str:
    """The text on one line, in NFC.

    Ligatures are expanded; soft hyphens, zero-width characters, bidi controls and tag characters are
    removed; every run of white space is one space. Cleaning twice gives the same as cleaning once.
    """
    return _SPACES.sub(" ", visible(text)).strip()


def visible(text: str) -> str:
    """As `clean`, but with its white space and line breaks as they were."""
    shown = _CONTROLS.sub("", _INVISIBLE.sub("", text))
    expanded = _LIGATURE.sub(lambda match: _LIGATURES[match[0]], shown)
    return unicodedata.normalize("NFC", _MAY_BE_PILED.sub(lambda match: _few_marks(match[0]), expanded))


def _few_marks(text: str) -> str:
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)
