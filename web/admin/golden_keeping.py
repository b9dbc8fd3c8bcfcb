"""What is done with golden questions, from a page or a script: each deed with its line in the log."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.evaluation.right import Wanted
from bot.limits import refusal
from index.documents import Document
from index.errors import NoGenerationError
from web.admin.api_bodies import LONGEST_ANSWER
from web.catalogue import LiveIndex
from web.records.audit import Action, Audit
from web.records.database import Records
from web.records.golden import GoldenQuestions, GoldenRecord


@dataclass(frozen=True, slots=True)
class Written:
    """A golden question that somebody writes: the path of the document that must answer, None where none may.

    An empty path is one that nobody chose.
    """

    question: str
    document: str | None
    answer: str

    def errors(self, documents: Mapping[str, Document]) -> dict[str, str]:
        """What is wrong, in Swedish, by field; `documents` are those that may answer, by their path."""
        errors: dict[str, str] = {}
        if (reason := refusal(self.question)) is not None:
            errors["question"] = reason
        if self.document is None:
            if self.answer:
                errors["answer"] = "Lämna svaret tomt om frågan inte ska besvaras."
        elif self.document not in documents:
            errors["document"] = "Välj ett dokument, eller att frågan inte ska besvaras."
        elif not self.answer or len(self.answer) > LONGEST_ANSWER:
            errors["answer"] = f"Klistra in de ord som svaret ska innehålla, högst {LONGEST_ANSWER} tecken."
        elif not Wanted.of([""], [self.answer]).is_met_by("", documents[self.document].text):
            errors["answer"] = "Orden står inte så i dokumentet. Kopiera dem ordagrant."
        return errors


class GoldenKeeping:
    """`actor` is who does it, as the log names them."""

    def __init__(self, records: Records, golden: GoldenQuestions, audit: Audit, live: LiveIndex) -> None:
        self._records = records
        self._golden = golden
        self._audit = audit
        self._live = live

    def documents(self) -> dict[str, Document]:
        """The published documents by their path, in order of title; none while nothing is published."""
        try:
            documents = [item.document for item in self._live.opened.documents]
        except NoGenerationError:
            return {}
        return {one.path: one for one in sorted(documents, key=lambda one: one.metadata.title.casefold())}

    def add(self, actor: str, written: Written) -> GoldenRecord:
        """A question without errors is asked from now on. Raises AlreadyExistsError."""
        with self._records.transaction():
            made = self._golden.add(written.question, written.document, written.answer, actor)
            detail = written.document or "ska inte besvaras"
            # The words of whoever asked do not belong in a log that is never cleared.
            self._audit.write(actor, Action.GOLDEN_ADDED, f"testfråga {made.id}", detail)
            return made

    def remove(self, actor: str, golden_id: int) -> None:
        """The question is asked no more. Raises NotFoundError."""
        with self._records.transaction():
            self._golden.remove(golden_id)
            self._audit.write(actor, Action.GOLDEN_REMOVED, f"testfråga {golden_id}")
