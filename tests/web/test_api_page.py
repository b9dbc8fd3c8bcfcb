"""docs/api.md tells of every field that a program sends and gets, and of every outcome."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.answer import Status
from web.schema import AnswerOut, FeedbackIn, QuestionIn, QuoteOut

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
NAMED = frozenset(re.findall(r"`(\w+)`", PAGE))


@pytest.mark.parametrize("schema", [QuestionIn, AnswerOut, QuoteOut, FeedbackIn])
def test_the_page_names_every_field(schema: type[BaseModel]) -> None:
    assert set(schema.model_fields) <= NAMED


def test_the_page_names_every_outcome_that_comes_with_200() -> None:
    assert {status.value for status in Status} - {Status.UNAVAILABLE.value} <= NAMED
