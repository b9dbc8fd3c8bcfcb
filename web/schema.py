"""What the API takes in."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

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
