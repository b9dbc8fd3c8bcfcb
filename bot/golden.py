"""Golden questions: what must be answered, by which words of which document, and what must not be answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import StringConstraints, TypeAdapter, ValidationError

from bot.answer import Answer, Quote, Status
from bot.errors import BotError
from bot.evaluation.right import Wanted
from index.canonical import document_id
from index.search import Source

FILE_NAME = "golden.yaml"
NO_DOCUMENT = "none"


class GoldenError(BotError):
    """A file of golden questions that cannot be used; the message is in Swedish."""


@dataclass(frozen=True, slots=True)
class GoldenQuestion:
    """A question, and the words that a right answer quotes.

    `document` is a path or an id; None means that nothing may answer. Without an `answer` any quote from the document
    is right.
    """

    question: str
    document: str | None
    answer: str = ""

    def is_answered_right(self, answer: Answer) -> bool:
        """Whether the wanted words are among the quotes of an answer; only related passages are no answer.

        Where nothing may answer, any outcome but an answer is right, except that the bot could not search.
        """
        if answer.status is Status.UNAVAILABLE:
            return False
        if self.document is None:
            return answer.status is not Status.ANSWERED
        return answer.status is Status.ANSWERED and any(self._is_right(quote) for quote in answer.quotes)

    def _is_right(self, quote: Quote) -> bool:
        name = self.document or ""
        wanted = Wanted.of([name], [self.answer])
        return _is_called(name, quote.source) and wanted.is_met_by(name, quote.text)


_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


@dataclass(frozen=True, slots=True)
class _Row:
    question: _Text
    document: _Text
    answer: str


_ROWS = TypeAdapter(list[_Row])


def read_golden(path: Path) -> tuple[GoldenQuestion, ...]:
    """The golden questions of a YAML file: a list of `question`, `document` (or "none") and `answer`.

    A file that is not there holds none. Raises GoldenError.
    """
    try:
        rows = _ROWS.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")) or [])
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise GoldenError(f"Testfrågorna i {path.name} går inte att läsa: {error}") from error
    return tuple(
        GoldenQuestion(row.question, None if row.document == NO_DOCUMENT else row.document, row.answer) for row in rows
    )


def without_repeats(golden: Iterable[GoldenQuestion]) -> tuple[GoldenQuestion, ...]:
    """Every question once, where it first stands, with what is wanted of it last."""
    return tuple({item.question.casefold(): item for item in golden}.values())


def _is_called(name: str, source: Source) -> bool:
    """Whether a document goes by that path or id; one that was replaced by a file of another format still does."""
    return name in {source.path, source.id} or document_id(name) == source.id
