"""The signed cookie of administrators. Outside /admin it is neither read nor set."""

import hashlib

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface

NAME = "__Host-jamstalldhetsbot"
"""The prefix makes a browser refuse it over HTTP, from a subdomain, or for a part of the site."""
_PAGES = "/admin"


class AdminCookie(SecureCookieSessionInterface):
    """Flask's own session, below /admin only. The path of the cookie itself must be / for its prefix to hold."""

    digest_method = staticmethod(hashlib.sha256)

    @classmethod
    def use(cls, app: Flask, key: str) -> None:
        """Make this the session of the application, signed with the key."""
        app.config.update(
            SECRET_KEY=key,
            SESSION_COOKIE_NAME=NAME,
            SESSION_COOKIE_SECURE=True,
            SESSION_COOKIE_HTTPONLY=True,
            # Not Strict: who comes back from the issuer of OpenID Connect comes from another site.
            SESSION_COOKIE_SAMESITE="Lax",
            SESSION_COOKIE_PATH="/",
            # A form is good for as long as the session that it was made for.
            WTF_CSRF_TIME_LIMIT=None,
            # The guard asks, and only for pages; a token of a script is no cookie that a browser sends by itself.
            WTF_CSRF_CHECK_DEFAULT=False,
            # The pages tell no site where a reader came from, so there is no such header to check.
            WTF_CSRF_SSL_STRICT=False,
        )
        app.session_interface = cls()

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        # Without a session of its own a request gets Flask's null session, which refuses to be written.
        if request.path != _PAGES and not request.path.startswith(f"{_PAGES}/"):
            return None
        return super().open_session(app, request)
