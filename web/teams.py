"""The webhook that Microsoft Teams calls when the bot is mentioned in a channel."""

import logging
from collections.abc import Callable
from datetime import UTC, date, datetime

from flask import Blueprint, Response, request
from pydantic import ValidationError
from werkzeug.exceptions import RequestEntityTooLarge, TooManyRequests

from bot.answer import Question
from bot.answering import Answering
from bot.characters import clean
from bot.content import CurrentContent, current_or_default, default_content
from bot.limits import refusal
from web import teams_reply
from web.access import signed
from web.deadline import Deadline, TooLateError
from web.problems import invalid, problem
from web.recording import NoRecorder, Recorder
from web.records.asked import Channel
from web.settings import Settings
from web.teams_card import Reply
from web.teams_limit import TeamLimit
from web.teams_message import Message
from web.teams_reply import Setting
from web.teams_signature import Keys

LARGEST_BODY = 256 * 1024
ANSWER_SECONDS = 2.5
"""How long an answer is waited for; the rest of three seconds is for sending it."""

Clock = Callable[[], datetime]
"""Gives the time, with its zone."""

_NO_RECORDER = NoRecorder()
_log = logging.getLogger(__name__)


def _now() -> datetime:
    return datetime.now(UTC)


def routes(
    answering: Answering,
    settings: Settings,
    content: CurrentContent,
    clock: Clock = _now,
    recorder: Recorder = _NO_RECORDER,
) -> Blueprint:
    """POST /teams/webhook; 503 where no security token is configured, which is logged here."""
    blueprint = Blueprint("teams", __name__, url_prefix="/teams")
    keys = Keys.parse(settings.teams_tokens.get_secret_value())
    channel = _Channel(answering, settings, content, recorder)
    if not keys:
        _log.warning("BOT_TEAMS_TOKENS is not set: /teams/webhook answers 503")

    def answered(body: bytes) -> Response | tuple[Response, int]:
        try:
            message = Message.model_validate_json(body)
        except ValidationError as error:
            return _unreadable(error)
        if not message.is_timely(clock()):
            return Response(status=401)
        return channel.told(message)

    @blueprint.post("/webhook")
    @signed
    def asked() -> Response | tuple[Response, int]:
        if not keys:
            return problem(503, "Teams är inte inställt.")
        try:
            body = _body()
        except RequestEntityTooLarge:
            return problem(413, "Skicka högst 256 KiB.")
        if not keys.signed(request.headers.get("Authorization"), body):
            return Response(status=401)
        return answered(body)

    return blueprint


class _Channel:
    """Answers a genuine message with a card."""

    def __init__(self, answering: Answering, settings: Settings, content: CurrentContent, recorder: Recorder) -> None:
        self._answering = answering
        self._recorder = recorder
        self._public_url = settings.public_url
        self._content = content
        self._limit = TeamLimit(settings.teams_per_minute)
        self._deadline = Deadline(ANSWER_SECONDS, settings.threads, "teams")

    def told(self, message: Message) -> Response | tuple[Response, int]:
        """The card, in time; 429 for a team that asks too often."""
        try:
            reply = self._deadline.run(lambda: self.reply(message))
        except TooLateError:
            reply = self.late()
        except TooManyRequests as error:
            return _too_many(error)
        return Response(reply.as_json(), mimetype="application/json")

    def reply(self, message: Message) -> Reply:
        """Raises TooManyRequests, but never for a person at risk."""
        question, name = message.question()
        setting = Setting(current_or_default(self._content), self._public_url, name)
        if (crisis := self._answering.crisis(question)) is not None:
            self._recorder.answered(crisis, "", Channel.TEAMS)
            return teams_reply.answered(crisis, question, setting)
        if seconds := self._limit.seconds_to_wait(message.team):
            raise TooManyRequests(retry_after=seconds)
        if setting.content.closed:
            return teams_reply.closed(setting)
        if not clean(question).strip():
            return teams_reply.greeting(setting)
        if (reason := refusal(question)) is not None:
            return teams_reply.refused(reason, setting)
        # Teams sends no earlier messages, so there is no history.
        answer = self._answering.answer(Question(question, (), date.today()))
        self._recorder.answered(answer, question, Channel.TEAMS)
        return teams_reply.answered(answer, question, setting)

    def late(self) -> Reply:
        _log.warning("no answer to Teams within %s s", ANSWER_SECONDS)
        # The current content may be what takes so long.
        return teams_reply.late(Setting(default_content(), self._public_url))


def _body() -> bytes:
    """The body as it was signed. Raises RequestEntityTooLarge, where the length is given before anything is read."""
    request.max_content_length = LARGEST_BODY
    if (request.content_length or 0) > LARGEST_BODY:
        raise RequestEntityTooLarge
    data = request.get_data()
    # A body sent in chunks may be cut at the limit without an error.
    if request.content_length is None and len(data) >= LARGEST_BODY:
        raise RequestEntityTooLarge
    return data


def _unreadable(error: ValidationError) -> Response | tuple[Response, int]:
    found = error.errors(include_url=False, include_context=False, include_input=False)
    if any(item["loc"][:1] == ("timestamp",) for item in found):
        return Response(status=401)
    return problem(400) if found[0]["type"] == "json_invalid" else invalid(error)


def _too_many(error: TooManyRequests) -> tuple[Response, int]:
    response, status = problem(429, "Teamet har frågat för många gånger på kort tid. Försök igen om en stund.")
    response.headers["Retry-After"] = str(error.retry_after)
    return response, status
