"""The headers that every response carries: what the browser may load and do, who may frame it, what it may keep.

No page has a script or a style within itself, so the policy allows the service's own files only; a nonce would allow
more. Who may show a page in a frame: nobody, except the widget on the sites that the settings name.
"""

from flask import Flask, Response, request

from web.chrome import places
from web.settings import Settings

_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors "
)
_NOBODY = "'none'"
_UNUSED = ("camera", "display-capture", "geolocation", "gyroscope", "microphone", "payment", "usb")
_SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"
"""For a file that somebody else wrote: were it ever shown, nothing in it could run or be sent."""

_DOWNLOADS = {"documents.original"}
_SAME_FOR_ALL = {"static", "embedding.script"}
_FOR_OTHER_SITES = {"embedding.script"}
_YEAR_IN_SECONDS = 365 * 24 * 3600

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED),
    "Cross-Origin-Opener-Policy": "same-origin",
}


def register(app: Flask, settings: Settings) -> None:
    """Send the headers with every response of the application."""
    origins = " ".join(settings.embedding_origins)
    framed = {place.address for place in places() if place.embedded} if origins else set()
    fixed = dict(FIXED)
    if settings.public_url.startswith("https://"):
        # Without includeSubDomains: other services under the name are not ours to decide for.
        fixed["Strict-Transport-Security"] = f"max-age={_YEAR_IN_SECONDS}"
    app.jinja_env.globals["embed_origins"] = origins

    def say(response: Response) -> Response:
        headers = response.headers
        headers.update(fixed)
        is_framed = request.path in framed
        policy = _SANDBOX if request.endpoint in _DOWNLOADS else _POLICY + (origins if is_framed else _NOBODY)
        headers["Content-Security-Policy"] = policy
        if not is_framed:
            headers["X-Frame-Options"] = "DENY"
        others = is_framed or request.endpoint in _FOR_OTHER_SITES
        headers["Cross-Origin-Resource-Policy"] = "cross-origin" if others else "same-origin"
        # What is the same for everyone may be kept if it is asked for again; nothing else on a shared computer.
        headers["Cache-Control"] = "no-cache" if request.endpoint in _SAME_FOR_ALL else "no-store"
        return response

    app.after_request(say)
