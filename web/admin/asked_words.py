"""How outcomes, channels and what was quoted are worded on the pages about questions."""

from flask import Flask

from bot.answer import Status
from web.records.asked import Channel
from web.records.feedback import Feedback
from web.references import Reference

OUTCOMES = {
    Status.ANSWERED: "Svar",
    Status.RELATED: "Inget säkert svar",
    Status.NO_ANSWER: "Inget svar",
    Status.NEEDS_QUESTION: "Ingen fråga",
    Status.GREETING: "Hälsning",
    Status.ABOUT: "Om boten",
    Status.CRISIS: "Hjälp vid fara",
    Status.UNAVAILABLE: "Kunde inte söka",
}
CHANNELS = {Channel.PAGE: "Webbsidan", Channel.WIDGET: "Widgeten", Channel.API: "API:et", Channel.TEAMS: "Teams"}


def outcome_label(outcome: Status) -> str:
    return OUTCOMES[outcome]


def quoted_at(feedback: Feedback) -> list[str]:
    """The addresses of what was quoted."""
    named = (Reference.parse(text) for text in feedback.references)
    return [f"/kallor/{one.document_id}/{one.version}/{one.start}-{one.end}#citat" for one in named if one]


def register(app: Flask) -> None:
    """Make the words known to the templates."""
    app.add_template_filter(outcome_label)
    app.add_template_filter(quoted_at)
