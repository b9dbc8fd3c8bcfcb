"""What the API takes in and gives out."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from bot.answer import Status, Validity
from bot.limits import Earlier, QuestionText
from web.references import PATTERN, Reference

MOST_REFERENCES = 6


def _is_reference(text: str) -> str:
    if Reference.parse(text) is None:
        raise PydanticCustomError("reference", "The text is no reference.")
    return text


class QuestionIn(BaseModel):
    """A question and the earlier ones of the conversation, oldest first."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    question: QuestionText
    history: Earlier = Field(default_factory=list)


_Reference = Annotated[
    str,
    StringConstraints(max_length=300),
    AfterValidator(_is_reference),
    Field(json_schema_extra={"pattern": PATTERN}),
]


class FeedbackIn(BaseModel):
    """Whether the answer to a question helped; `outcome` and `references` are what the answer said."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    question: QuestionText
    # JSON has no enumerations of its own.
    outcome: Status = Field(Status.ANSWERED, strict=False)
    references: list[_Reference] = Field(default_factory=list, max_length=MOST_REFERENCES)
    helpful: bool


class DocumentOut(BaseModel):
    """The document that a quote stands in."""

    id: str
    path: str
    title: str
    kind: str
    decided_on: date | None
    valid_from: date | None
    valid_to: date | None
    validity: Validity


class QuoteOut(BaseModel):
    """A quote, word for word, and its place."""

    text: str
    reference: str
    document: DocumentOut
    section: str | None
    page: int | None
    url: str


class AnswerOut(BaseModel):
    """What a question gets."""

    status: Status
    answer: str
    language: str
    notices: list[str]
    quotes: list[QuoteOut]
    related: list[QuoteOut]
    interpreted_as: str | None
    confidence: float | None = Field(ge=0, le=1)
    generation: str | None
    timings_ms: dict[str, float]


class FieldProblem(BaseModel):
    """What is wrong with one field: pydantic's word for it, and the same in Swedish."""

    field: str
    reason: str
    message: str


class Problem(BaseModel):
    """Problem details (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] = []
