"""What the API takes in and gives out."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from bot.answer import Status, Validity

MOST_CODE_POINTS = 1000


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("Frågan är tom.")
    return text


QuestionText = Annotated[str, StringConstraints(min_length=1, max_length=MOST_CODE_POINTS), AfterValidator(_not_blank)]


class QuestionIn(BaseModel):
    """A question and the earlier ones of the conversation, oldest first."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    question: QuestionText
    history: list[QuestionText] = Field(default_factory=list, max_length=6)


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
