"""A question without the characters that cannot be seen."""

import re

from index.readers.cleaning import visible

_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("\x1f")
_FORMAT = re.compile("[\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a]")


def clean(text: str) -> str:
    """What is seen of a text, in NFC; its line breaks are newlines and its tabs stay.

    Tag, zero-width, bidi, variation and control characters and half surrogate pairs go. So do the joiners inside
    Arabic and Persian words: the letters then join by default, which changes the look and not what is found.
    Cleaning twice gives the same as cleaning once.
    """
    return visible(_FORMAT.sub("", _CONTROL.sub(" ", _LINE_END.sub("\n", text))))
