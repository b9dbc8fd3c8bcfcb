"""What the API takes in and gives out."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from bot.answer import Status, Validity
from bot.limits import Earlier, QuestionText


class QuestionIn(BaseModel):
    """A question and the earlier ones of the conversation, oldest first."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    question: QuestionText
    history: Earlier = Field(default_factory=list)


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
