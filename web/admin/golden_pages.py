"""The page of golden questions: those of the shipped file to read, those of the records to add and remove."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound

from bot.golden import FILE_NAME, GoldenError, GoldenQuestion, read_golden
from web.admin.access import Shown, current_actor, page
from web.admin.golden_keeping import GoldenKeeping, Written
from web.admin.parts import AdminParts
from web.records.asked import Questions
from web.records.errors import AlreadyExistsError, NotFoundError
from web.records.feedback import FeedbackRecords
from web.records.golden import GoldenQuestions
from web.records.roles import Role

NOTHING = "inget"
_FIELDS = {"question": "fraga", "document": "dokument", "answer": "svar"}
_MOST_NEGATIVES = 500


@dataclass(frozen=True, slots=True)
class Form:
    """What stands in the form. `document` is a path, NOTHING where no document may answer, or empty."""

    question: str = ""
    document: str = ""
    answer: str = ""

    @classmethod
    def read(cls, form: Mapping[str, str]) -> "Form":
        question, document, answer = (form.get(name, "").strip() for name in ("fraga", "dokument", "svar"))
        return cls(question.replace("\r\n", "\n"), document, " ".join(answer.split()))

    def written(self) -> Written:
        """The golden question that it makes."""
        return Written(self.question, None if self.document == NOTHING else self.document, self.answer)


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
        self._keeping = GoldenKeeping(parts.records, self._golden, parts.audit, parts.service.live)

    def everything(self) -> str:
        shipped: tuple[GoldenQuestion, ...] = ()
        fault = ""
        try:
            shipped = read_golden(self._parts.settings.documents_dir / FILE_NAME)
        except GoldenError as error:
            fault = str(error)
        return render_template("admin/golden.html", added=self._golden.all(), shipped=shipped, fault=fault)

    def new(self) -> str:
        return self._form(Form(self._asked()), {})

    def add(self) -> Shown:
        form = Form.read(request.form)
        errors = form.written().errors(self._keeping.documents())
        if errors:
            return self._form(form, {_FIELDS[name]: told for name, told in errors.items()}), 422
        try:
            self._keeping.add(current_actor().name, form.written())
        except AlreadyExistsError as error:
            return self._form(form, {"fraga": str(error)}), 422
        flash("Testfrågan är tillagd. Varje nytt index prövas med den.")
        return redirect(url_for(".everything"), 303)

    def remove(self, golden_id: int) -> Shown:
        try:
            self._keeping.remove(current_actor().name, golden_id)
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

    def _form(self, form: Form, errors: dict[str, str]) -> str:
        titles = [(path, document.metadata.title) for path, document in self._keeping.documents().items()]
        options = [("", "Välj …"), (NOTHING, "Frågan ska inte besvaras"), *titles]
        return render_template("admin/golden_new.html", written=form, options=options, errors=errors)
