"""How often a client may call. flask_limiter is imported here and nowhere else.

Addresses are neither stored nor logged: a client is counted under a few bits of a keyed hash.
"""

import hashlib
import hmac
import math
import secrets
import time
from collections.abc import Callable
from enum import StrEnum
from ipaddress import IPv6Address, ip_address
from typing import Any

from flask import Flask, current_app, g, request
from flask_limiter import Limiter, RateLimitExceeded
from redis.backoff import NoBackoff
from redis.retry import Retry
from werkzeug.exceptions import TooManyRequests
from werkzeug.middleware.proxy_fix import ProxyFix

from web.admin.secret_key import secret_key
from web.asking import is_rating, question
from web.process_counts import SCHEME
from web.settings import Settings

_HASH_BYTES = 2
"""So few that nobody can be told from one of them, and that memory is bounded whoever calls."""

_NETWORK = -1 << 64
_UNCOUNTED = {"static", "embedding.script", "health.live", "health.ready", "metrics.scrape", "teams.asked"}
_REDIS_OPTIONS: dict[str, Any] = {
    # A question waits for no more than this: while Redis is away, each process counts by itself.
    "socket_connect_timeout": 0.2,
    "socket_timeout": 0.2,
    "retry": Retry(NoBackoff(), 0),
}


class Kind(StrEnum):
    """What is counted together."""

    QUESTIONS = "questions"
    FEEDBACK = "feedback"
    ADMIN_API = "admin_api"
    LOGIN = "login"
    PAGES = "pages"


def register(app: Flask, settings: Settings, is_at_risk: Callable[[str], bool]) -> None:
    """Count every request of a client, which is refused with 429 over the limit; whoever is at risk is let through.

    Health, static files and Teams, which has a count of its own, are not counted.
    """
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.trusted_proxies, x_proto=settings.trusted_proxies, x_host=0
        )
    if not settings.rate_limits:
        return
    limiter = _limiter(app, settings)
    limiter.request_filter(lambda: kind_of_request() is None)

    def too_many(_error: RateLimitExceeded) -> Any:
        if kind_of_request() is Kind.QUESTIONS and is_at_risk(question()):
            return current_app.view_functions[request.endpoint or ""](**(request.view_args or {}))
        return current_app.handle_http_exception(TooManyRequests(retry_after=_seconds_left(limiter)))

    app.register_error_handler(RateLimitExceeded, too_many)


def kind_of_request() -> Kind | None:
    """What the current request counts as; None where it is not counted."""
    if "kind" not in g:
        g.kind = _kind(request.endpoint or "")
    kind: Kind | None = g.kind
    return kind


def _kind(endpoint: str) -> Kind | None:
    if endpoint in _UNCOUNTED:
        return None
    if request.path.startswith("/api/v1/admin"):
        return Kind.ADMIN_API
    if request.method != "POST":
        return Kind.PAGES
    if request.path == "/api/v1/feedback":
        return Kind.FEEDBACK
    if endpoint == "api.ask" or endpoint.startswith("chat.answer"):
        return Kind.FEEDBACK if is_rating() else Kind.QUESTIONS
    return Kind.LOGIN if endpoint.startswith("admin_login.") else Kind.PAGES


def client_key(address: str, key: bytes) -> str:
    """What a client is counted under: the hash of its address, or of its network where it has 2**64 addresses."""
    try:
        parsed = ip_address(address)
        if isinstance(parsed, IPv6Address):
            parsed = parsed.ipv4_mapped or IPv6Address(int(parsed) & _NETWORK)
        address = str(parsed)
    except ValueError:
        pass
    return hashlib.blake2b(address.encode(), digest_size=_HASH_BYTES, key=key).hexdigest()


def _limiter(app: Flask, settings: Settings) -> Limiter:
    per_minute = {
        Kind.QUESTIONS: settings.questions_per_minute,
        Kind.FEEDBACK: settings.feedback_per_minute,
        Kind.ADMIN_API: settings.admin_api_per_minute,
        Kind.LOGIN: settings.logins_per_minute,
        Kind.PAGES: settings.pages_per_minute,
    }
    redis, key = settings.redis_url.get_secret_value(), _key(settings)
    return Limiter(
        lambda: f"{kind_of_request()}:{client_key(request.remote_addr or '', key)}",
        app=app,
        default_limits=[lambda: f"{per_minute[kind_of_request() or Kind.PAGES]}/minute"],
        request_identifier=lambda: "all",
        strategy="fixed-window",
        storage_uri=_storage(redis) or f"{SCHEME}://",
        storage_options=_REDIS_OPTIONS if redis else {},
        in_memory_fallback_enabled=True,
        swallow_errors=True,
        key_prefix="jamstalldhetsbot",
    )


def _storage(redis: str) -> str:
    """The address as the library of limits writes it, which names a socket otherwise than the client of Redis."""
    return f"redis+{redis}" if redis.startswith("unix://") else redis


def _key(settings: Settings) -> bytes:
    """The same for everyone who counts together, and else a new one for each process."""
    if not settings.redis_url.get_secret_value():
        return secrets.token_bytes(32)
    return hmac.digest(secret_key(settings).encode(), b"rate limits", hashlib.sha256)


def _seconds_left(limiter: Limiter) -> int:
    limit = limiter.current_limit
    return max(1, math.ceil(limit.reset_at - time.time())) if limit else 60
