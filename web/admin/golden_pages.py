"""The page of golden questions: those of the shipped file to read, those of the records to add and remove."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound

from bot.evaluation.right import Wanted
from bot.golden import FILE_NAME, GoldenError, GoldenQuestion, read_golden
from bot.limits import refusal
from index.documents import Document
from index.errors import NoGenerationError
from web.admin.access import Shown, current_actor, page
from web.admin.parts import AdminParts
from web.records.asked import Questions
from web.records.audit import Action
from web.records.errors import AlreadyExistsError, NotFoundError
from web.records.feedback import FeedbackRecords
from web.records.golden import GoldenQuestions
from web.records.roles import Role

NOTHING = "inget"
LONGEST_ANSWER = 500
_MOST_NEGATIVES = 500


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the form. `document` is a path, NOTHING where no document may answer, or empty."""

    question: str = ""
    document: str = ""
    answer: str = ""

    @classmethod
    def read(cls, form: Mapping[str, str]) -> "Written":
        question, document, answer = (form.get(name, "").strip() for name in ("fraga", "dokument", "svar"))
        return cls(question.replace("\r\n", "\n"), document, " ".join(answer.split()))

    def errors(self, documents: Mapping[str, Document]) -> dict[str, str]:
        """What is wrong, by field; `documents` are those that may answer, by their path."""
        errors: dict[str, str] = {}
        if (reason := refusal(self.question)) is not None:
            errors["fraga"] = reason
        if self.document == NOTHING:
            if self.answer:
                errors["svar"] = "Lämna svaret tomt om frågan inte ska besvaras."
        elif self.document not in documents:
            errors["dokument"] = "Välj ett dokument, eller att frågan inte ska besvaras."
        elif not self.answer or len(self.answer) > LONGEST_ANSWER:
            errors["svar"] = f"Klistra in de ord som svaret ska innehålla, högst {LONGEST_ANSWER} tecken."
        elif not Wanted.of([""], [self.answer]).is_met_by("", documents[self.document].text):
            errors["svar"] = "Orden står inte så i dokumentet. Kopiera dem ordagrant."
        return errors


def routes(parts: AdminParts) -> Blueprint:
    """Everything at /admin/testfragor."""
    blueprint = Blueprint("admin_golden", __name__)
    pages = _Pages(parts)
    page(blueprint, "/admin/testfragor", role=Role.EDITOR)(pages.everything)
    page(blueprint, "/admin/testfragor/ny", role=Role.EDITOR)(pages.new)
    page(blueprint, "/admin/testfragor/ny", role=Role.EDITOR, methods=("POST",))(pages.add)
    page(blueprint, "/admin/testfragor/<int:golden_id>/ta-bort", role=Role.EDITOR, methods=("POST",))(pages.remove)
    return blueprint


class _Pages:
    def __init__(self, parts: AdminParts) -> None:
        self._parts = parts
        self._golden = GoldenQuestions(parts.records, parts.now)
        self._questions = Questions(parts.records)
        self._feedback = FeedbackRecords(parts.records)

    def everything(self) -> str:
        shipped: tuple[GoldenQuestion, ...] = ()
        fault = ""
        try:
            shipped = read_golden(self._parts.settings.documents_dir / FILE_NAME)
        except GoldenError as error:
            fault = str(error)
        return render_template("admin/golden.html", added=self._golden.all(), shipped=shipped, fault=fault)

    def new(self) -> str:
        return self._form(Written(self._asked()), {})

    def add(self) -> Shown:
        written = Written.read(request.form)
        errors = written.errors(self._documents())
        if errors:
            return self._form(written, errors), 422
        document = None if written.document == NOTHING else written.document
        actor = current_actor().name
        try:
            with self._parts.records.transaction():
                made = self._golden.add(written.question, document, written.answer, actor)
                detail = document or "ska inte besvaras"
                # The words of whoever asked do not belong in a log that is never cleared.
                self._parts.audit.write(actor, Action.GOLDEN_ADDED, f"testfråga {made.id}", detail)
        except AlreadyExistsError as error:
            return self._form(written, {"fraga": str(error)}), 422
        flash("Testfrågan är tillagd. Varje nytt index prövas med den.")
        return redirect(url_for(".everything"), 303)

    def remove(self, golden_id: int) -> Shown:
        try:
            with self._parts.records.transaction():
                self._golden.remove(golden_id)
                self._parts.audit.write(current_actor().name, Action.GOLDEN_REMOVED, f"testfråga {golden_id}")
        except NotFoundError as error:
            raise NotFound from error
        flash("Testfrågan är borttagen.")
        return redirect(url_for(".everything"), 303)

    def _asked(self) -> str:
        """The question that the form is opened for; empty where there is none, or it is gone."""
        if (asked := request.args.get("fraga", type=int)) is not None:
            found = self._questions.get(asked)
            return found.text if found else ""
        rated = request.args.get("omdome", type=int)
        negatives = self._feedback.negatives(_MOST_NEGATIVES) if rated is not None else ()
        return next((one.question for one in negatives if one.id == rated), "")

    def _documents(self) -> dict[str, Document]:
        try:
            documents = [item.document for item in self._parts.service.live.opened.documents]
        except NoGenerationError:
            return {}
        return {one.path: one for one in sorted(documents, key=lambda one: one.metadata.title.casefold())}

    def _form(self, written: Written, errors: dict[str, str]) -> str:
        titles = [(path, document.metadata.title) for path, document in self._documents().items()]
        options = [("", "Välj …"), (NOTHING, "Frågan ska inte besvaras"), *titles]
        return render_template("admin/golden_new.html", written=written, options=options, errors=errors)
