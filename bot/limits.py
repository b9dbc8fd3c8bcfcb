"""What a question may be, the same wherever it is asked: over HTTP, on the page and in the terminal."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, TypeAdapter, ValidationError

MOST_CODE_POINTS = 1000
MOST_EARLIER = 6

_LENGTH = "Frågan måste ha minst ett och högst 1 000 tecken."
_REASONS = {
    "string_unicode": "Texten är inte giltig Unicode.",
    "too_long": "Skicka med högst sex tidigare frågor.",
}


_SEEN = "[^\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
"""What `_not_blank` asks for, for those who read the schema: a character that str.strip leaves."""


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("The question is blank.")
    return text


QuestionText = Annotated[
    str,
    StringConstraints(min_length=1, max_length=MOST_CODE_POINTS),
    AfterValidator(_not_blank),
    Field(json_schema_extra={"pattern": _SEEN}),
]
Earlier = Annotated[list[QuestionText], Field(max_length=MOST_EARLIER)]

_QUESTION = TypeAdapter[str](QuestionText)
_EARLIER = TypeAdapter[list[str]](Earlier)


def refusal(question: str, earlier: Sequence[str] = ()) -> str | None:
    """Why a question cannot be asked, in Swedish; None where it can."""
    try:
        _QUESTION.validate_python(question)
        _EARLIER.validate_python(list(earlier))
    except ValidationError as error:
        return reason(error.errors()[0]["type"])
    return None


def reason(error_type: str) -> str:
    """What pydantic's word for a broken limit means, in Swedish."""
    return _REASONS.get(error_type, _LENGTH)
