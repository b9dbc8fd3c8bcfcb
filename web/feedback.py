"""POST /api/v1/feedback: whether an answer helped, told by a program."""

from flask import Blueprint, Response

from bot.answering import Answering
from web.access import public
from web.asking import json_body
from web.problems import problem
from web.ratings import RATED, Rating
from web.recording import Recorder
from web.records.asked import Channel
from web.schema import FeedbackIn

_NOT_KEPT = "Tjänsten sparar inga omdömen."


def routes(answering: Answering, recorder: Recorder) -> Blueprint:
    """Answers 204 for every feedback that can be read, also where none of it is kept, as in a crisis."""
    blueprint = Blueprint("feedback", __name__, url_prefix="/api/v1")

    @blueprint.post("/feedback")
    @public
    def feedback() -> Response | tuple[Response, int]:
        body = json_body()
        data = FeedbackIn.model_validate(body)
        if not recorder.keeps:
            return problem(503, _NOT_KEPT)
        # Nothing proves that the outcome is what the question got.
        if data.outcome in RATED and answering.crisis(data.question) is None:
            recorder.rated(Rating(data.helpful, data.question, data.outcome, tuple(data.references)), Channel.API)
        return Response(status=204)

    return blueprint
