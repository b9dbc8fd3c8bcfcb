"""A service with records for the tests of its administrators' pages, and what a browser does there."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bot.answering import Answering
from index.encoder import Encoder
from index.live import LiveSearcher
from web.admin.access import SECRET
from web.admin.cookie import NAME
from web.admin.parts import AdminParts
from web.admin.passwords import Passwords
from web.app import create_app
from web.parts import Parts
from web.records.database import Records, default_url
from web.records.roles import Role
from web.records.tokens import ApiTokens
from web.settings import Settings

PASSWORD = "trollkarl kanot rabarber"  # noqa: S105 - of accounts that exist in tests only
LOGIN = "/admin/logga-in"
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Desk:
    """The application and what its pages are made from."""

    app: Flask
    parts: AdminParts

    def account(self, email: str, role: Role) -> int:
        """The id of an account with PASSWORD, made if it is not there."""
        found = self.parts.accounts.by_email(email)
        kept = Passwords(memory_kib=8).hash(PASSWORD) if found is None else None
        return (found or self.parts.accounts.create(email, role, kept)).id

    def logged_in(self, role: Role) -> FlaskClient:
        """A browser with a session of an account with that role."""
        names = {Role.ADMINISTRATOR: "chef", Role.EDITOR: "skribent"}
        secret = self.parts.sessions.open(self.account(f"{names[role]}@exempel.se", role))
        return self.with_secret(secret)

    def with_secret(self, secret: str) -> FlaskClient:
        """A browser whose cookie holds that secret."""
        client = self.app.test_client()
        with client.session_transaction(path="/admin") as session:
            session[SECRET] = secret
        return client

    def token(self, role: Role, days: int = 1) -> str:
        """The secret of a key that expires in so many days, or has expired where they are negative."""
        created = datetime.now(UTC)
        expires = created + timedelta(days=days)
        name = f"{role} {created.timestamp()}"
        return ApiTokens(self.parts.records).create(name, role, "test", expires)[1]


@contextmanager
def made(settings: Settings, published_var: Path, encoder: Encoder) -> Iterator[Desk]:
    """A service with those settings over a generation that is published elsewhere."""
    live = LiveSearcher(published_var, lambda _hash: encoder)
    live.refresh()
    records = Records.open(default_url(settings.var_dir))
    parts = Parts(Answering(live), live, settings, records=records)
    try:
        yield Desk(create_app(parts), AdminParts.of(parts))
    finally:
        records.close()


def csrf(client: FlaskClient, address: str) -> str:
    """The token in the form of a page."""
    found = _TOKEN.search(client.get(address).text)
    assert found is not None
    return found[1]


def post(client: FlaskClient, address: str, data: dict[str, str] | None = None, of: str = "/admin") -> TestResponse:
    """Send a form with the token of the page `of`."""
    return client.post(address, data={"csrf_token": csrf(client, of), **(data or {})})


def log_in(client: FlaskClient, email: str, password: str = PASSWORD, onwards: str = "") -> TestResponse:
    """Send the form of the login page."""
    return post(client, LOGIN, {"epost": email, "losenord": password, "vidare": onwards}, of=LOGIN)


def cookie_of(client: FlaskClient) -> str | None:
    """The value of the cookie that a browser holds."""
    found = client.get_cookie(NAME)
    return None if found is None else found.value
