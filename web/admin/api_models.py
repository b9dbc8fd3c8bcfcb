"""What the addresses for scripts give that is no record of its own: the form of it, for the description of the API."""

from typing import Any

from pydantic import BaseModel

from bot.answer import Status
from web.admin.document_states import State
from web.records.asked import Channel, Handling
from web.records.builds import BuildState
from web.records.tokens import ApiToken
from web.withdrawing import WithdrawalState


class KeptDocumentOut(BaseModel):
    """A document of the collection, and how it stands to what is published."""

    id: str
    title: str
    path: str
    state: State
    reason: str | None
    uploaded: bool
    removed: bool
    metadata: dict[str, str]
    sha256: str
    published_version: str | None


class ProgressOut(BaseModel):
    """How far a build has come; a total of 0 is not known."""

    step: str
    done: int
    total: int


class BuildOut(BaseModel):
    """A build. `report` and `gate` are there once it has got so far."""

    id: str
    state: BuildState
    started_by: str
    started: str
    ended: str | None
    generation: str | None
    error: str
    progress: ProgressOut | None
    report: dict[str, Any] | None
    gate: dict[str, Any] | None


class GenerationOut(BaseModel):
    """An index that is kept."""

    id: str
    created: str
    documents: int
    passages: int
    live: bool
    can_be_rolled_back_to: bool
    build: str | None


class ForgottenOut(BaseModel):
    """How many records were changed or removed."""

    builds: int
    golden_questions: int
    feedback: int


class WithdrawnOut(BaseModel):
    """What a withdrawal did. `shipped_files` are for a person to remove."""

    version: str
    documents: list[str]
    live: str | None
    shipped_files: list[str]
    forgotten: ForgottenOut


class WithdrawalOut(BaseModel):
    """How far a withdrawal has come."""

    version: str
    state: WithdrawalState


class WordingOut(BaseModel):
    """One text of a group, how often it was asked, and the ids of its rows."""

    text: str
    number: int
    ids: list[int]


class GroupOut(BaseModel):
    """Questions that mean the same."""

    number: int
    last: str
    status: Handling
    unit: str
    note: str
    wordings: list[WordingOut]


class SaidOut(BaseModel):
    """What those who asked said of the answers."""

    yes: int
    no: int


class WeekOut(BaseModel):
    """The questions of a week from its Monday."""

    week: str
    monday: str
    questions: int
    searched: int
    share_answered: float | None
    by_outcome: dict[Status, int]
    by_channel: dict[Channel, int]
    feedback: SaidOut


class ContentOut(BaseModel):
    """A piece of content: what it is and what it was shipped as."""

    name: str
    value: Any
    default: Any
    changed: bool


class TokenMade(BaseModel):
    """A new key, and its secret, which can never be read again."""

    token: ApiToken
    secret: str
