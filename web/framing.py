"""Who may show a page in a frame: nobody, except the widget on the sites that the settings name."""

from collections.abc import Sequence

from flask import Flask, Response, request

from web.chrome import places

_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors "
)


def register(app: Flask, origins: Sequence[str]) -> None:
    """Send the policy with every response; `origins` may frame the widget."""
    framed = {place.address for place in places() if place.embedded}
    app.jinja_env.globals["embed_origins"] = " ".join(origins)

    def say(response: Response) -> Response:
        if origins and request.path in framed:
            response.headers["Content-Security-Policy"] = _POLICY + " ".join(origins)
        else:
            response.headers["Content-Security-Policy"] = _POLICY + "'none'"
            response.headers["X-Frame-Options"] = "DENY"
        return response

    app.after_request(say)
