"""The tables of the records, the same in SQLite and PostgreSQL. Nothing here tells who asked a question."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, Index, MetaData, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """An aware moment, given back in UTC: SQLite has no time zones, PostgreSQL gives those of the session."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Raises ValueError for a moment without a time zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Table(DeclarativeBase):
    """Texts are Unicode, moments are in UTC."""

    # Constraints need names that are the same everywhere, or no later step could change them.
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Moment, dict[str, Any]: JSON}  # noqa: RUF012 (SQLAlchemy's form)


class AdministratorRow(Table):
    """An account; `role` is a Role. Without a password hash it can only be reached by OpenID Connect.

    `oidc_issuer` and `oidc_subject` say whose it is there, once somebody has logged in to it so.
    """

    __tablename__ = "administrators"
    __table_args__ = (Index("administrators_by_subject", "oidc_issuer", "oidc_subject", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    role: Mapped[str] = mapped_column(String(20))
    password_hash: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    created: Mapped[datetime]
    last_login: Mapped[datetime | None]
    oidc_issuer: Mapped[str | None] = mapped_column(String(500))
    oidc_subject: Mapped[str | None] = mapped_column(String(255))


class SessionRow(Table):
    """A login; the secret in the cookie is kept as its SHA-256."""

    __tablename__ = "sessions"

    secret_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    administrator_id: Mapped[int] = mapped_column(ForeignKey("administrators.id", ondelete="CASCADE"), index=True)
    opened: Mapped[datetime]
    used: Mapped[datetime]


class LoginFailureRow(Table):
    """A failed login, by the SHA-256 of the address that was tried, whether it exists or not."""

    __tablename__ = "login_failures"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_sha256: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime]


class ApiTokenRow(Table):
    """A key for scripts, kept as its SHA-256; `role` is a Role."""

    __tablename__ = "api_tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    role: Mapped[str] = mapped_column(String(20))
    secret_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    created_by: Mapped[str] = mapped_column(String(254))
    created: Mapped[datetime]
    expires: Mapped[datetime]
    last_used: Mapped[datetime | None]
    revoked: Mapped[datetime | None]


class AuditRow(Table):
    """Who did what; a trigger refuses to change or delete a line."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor: Mapped[str] = mapped_column(String(254))
    action: Mapped[str] = mapped_column(String(50))
    subject: Mapped[str] = mapped_column(String(300))
    detail: Mapped[str] = mapped_column(Text)


class CountRow(Table):
    """Questions of one day by channel and outcome."""

    __tablename__ = "counts"

    day: Mapped[date] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(10), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(20), primary_key=True)
    number: Mapped[int]


class UnansweredRow(Table):
    """A masked question that got `related` or `no_answer`, how often that day, and what is done about it.

    Texts are told apart by their SHA-256: the longest ones are too long for an index.
    """

    __tablename__ = "unanswered"
    __table_args__ = (
        UniqueConstraint("day", "channel", "outcome", "text_sha256"),
        Index("unanswered_by_status", "status", "day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    channel: Mapped[str] = mapped_column(String(10))
    outcome: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(String(1000))
    text_sha256: Mapped[str] = mapped_column(String(64))
    number: Mapped[int]
    status: Mapped[str] = mapped_column(String(30))
    unit: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(Text, default="")


class FeedbackRow(Table):
    """How often a day an answer helped or did not; the masked question is kept with a no only.

    `content_sha256` tells question and references apart.
    """

    __tablename__ = "feedback"
    __table_args__ = (UniqueConstraint("day", "channel", "helpful", "outcome", "content_sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(index=True)
    channel: Mapped[str] = mapped_column(String(10))
    helpful: Mapped[bool]
    question: Mapped[str] = mapped_column(String(1000))
    outcome: Mapped[str] = mapped_column(String(20))
    references: Mapped[str] = mapped_column(Text)
    content_sha256: Mapped[str] = mapped_column(String(64))
    number: Mapped[int]


class GoldenQuestionRow(Table):
    """A golden question added beside those of golden.yaml; `document` is a path, or None where nothing may answer."""

    __tablename__ = "golden_questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    question: Mapped[str] = mapped_column(String(1000), unique=True)
    document: Mapped[str | None] = mapped_column(String(500))
    answer: Mapped[str] = mapped_column(Text)
    created_by: Mapped[str] = mapped_column(String(254))
    created: Mapped[datetime]


class BuildRow(Table):
    """A build from start to publication; `state` is a BuildState, `report` and `gate` what the steps gave."""

    __tablename__ = "builds"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    state: Mapped[str] = mapped_column(String(20))
    started_by: Mapped[str] = mapped_column(String(254))
    started: Mapped[datetime] = mapped_column(index=True)
    ended: Mapped[datetime | None]
    generation: Mapped[str | None] = mapped_column(String(60))
    error: Mapped[str] = mapped_column(Text, default="")
    report: Mapped[dict[str, Any] | None]
    gate: Mapped[dict[str, Any] | None]


class ContentRow(Table):
    """A piece of content that an administrator has changed: its name, and its value as JSON under `value`."""

    __tablename__ = "content"

    name: Mapped[str] = mapped_column(String(50), primary_key=True)
    value: Mapped[dict[str, Any]]
    changed_by: Mapped[str] = mapped_column(String(254))
    changed: Mapped[datetime]
