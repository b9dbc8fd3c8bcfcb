"""The golden questions that hold: those of the file among the documents, and those that administrators added."""

from pathlib import Path

from bot.golden import FILE_NAME, GoldenQuestion, read_golden, without_repeats
from web.records.golden import GoldenQuestions


def golden_questions(documents_dir: Path, added: GoldenQuestions) -> tuple[GoldenQuestion, ...]:
    """Every question once; an added one takes the place of the same in the file. Raises GoldenError."""
    records = (GoldenQuestion(item.question, item.document, item.answer) for item in added.all())
    return without_repeats((*read_golden(documents_dir / FILE_NAME), *records))
