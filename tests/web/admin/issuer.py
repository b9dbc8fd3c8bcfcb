"""A small issuer of OpenID Connect over HTTP: discovery, code flow with PKCE, RS256, and what a bad one would do."""

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, abort, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server
from werkzeug.wrappers import Response as AnyResponse

CLIENT, SECRET = "boten", "boten-hos-utfardaren"
PERSON: dict[str, Any] = {
    "sub": "4711",
    "email": "Anna.Berg@exempel.se",
    "email_verified": True,
    "groups": ["alla", "redaktion"],
}


class Issuer:
    """Whoever comes is `person`; a test may bend the `id_token` before it is signed, and change the rest."""

    def __init__(self) -> None:
        self.address = ""
        self.person = dict(PERSON)
        self.in_userinfo: dict[str, Any] = {}
        self.bend: Callable[[dict[str, Any]], None] = lambda _claims: None
        self.announced: str | None = None
        self.moved = ""
        self.asked_elsewhere: list[str] = []
        self.key = RSAKey.generate_key(2048, {"kid": "a", "use": "sig", "alg": "RS256"})
        self.signing = self.key
        self.sign: Callable[[dict[str, Any]], str] = self._sign
        self._codes: dict[str, dict[str, str]] = {}

    def app(self) -> Flask:
        app = Flask("issuer")
        app.get("/.well-known/openid-configuration")(self._metadata)
        app.get("/authorize")(self._authorize)
        app.post("/token")(self._token)
        app.get("/keys")(self._keys)
        app.get("/userinfo")(self._userinfo)
        app.before_request(self._move)
        return app

    def _move(self) -> AnyResponse | None:
        if request.path.startswith("/elsewhere"):
            self.asked_elsewhere.append(request.path)
            return redirect(request.path.removeprefix("/elsewhere"), 307)
        moves = bool(self.moved) and request.path == self.moved and not self.asked_elsewhere
        return redirect(f"{self.address}/elsewhere{self.moved}", 307) if moves else None

    def _metadata(self) -> Response:
        return jsonify(
            issuer=self.announced or self.address,
            authorization_endpoint=f"{self.address}/authorize",
            token_endpoint=f"{self.address}/token",
            jwks_uri=f"{self.address}/keys",
            userinfo_endpoint=f"{self.address}/userinfo",
            id_token_signing_alg_values_supported=["RS256"],
        )

    def _authorize(self) -> AnyResponse:
        asked = request.args
        if (asked["client_id"], asked["response_type"]) != (CLIENT, "code") or asked["code_challenge_method"] != "S256":
            abort(400)
        code = secrets.token_urlsafe()
        self._codes[code] = dict(asked)
        return redirect(asked["redirect_uri"] + "?" + urlencode({"code": code, "state": asked["state"]}))

    def _token(self) -> Response:
        asked = self._codes.pop(request.form["code"])
        digest = hashlib.sha256(request.form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        given = request.authorization
        right = given is not None and (given.username, given.password) == (CLIENT, SECRET)
        if not right or challenge != asked["code_challenge"] or request.form["redirect_uri"] != asked["redirect_uri"]:
            abort(400)
        now = int(time.time())
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 60,
            "nonce": asked["nonce"],
        } | self.person
        self.bend(claims)
        return jsonify(access_token="given", token_type="Bearer", expires_in=300, id_token=self.sign(claims))  # noqa: S106

    def _sign(self, claims: dict[str, Any]) -> str:
        return jwt.encode({"alg": "RS256", "kid": "a"}, claims, self.signing)

    def _keys(self) -> Response:
        return jsonify(keys=[self.key.as_dict(private=False)])

    def _userinfo(self) -> Response:
        if request.headers.get("Authorization") != "Bearer given":
            abort(401)
        return jsonify({"sub": self.person["sub"], **self.in_userinfo})


def signed_otherwise(header: dict[str, str], claims: dict[str, Any], key: bytes) -> str:
    """A token that says of itself how it is signed: with HMAC-SHA-256 by the key, or not at all where that is empty."""
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (header, claims)]
    text = b".".join(parts)
    signature = base64.urlsafe_b64encode(hmac.digest(key, text, "sha256")).rstrip(b"=") if key else b""
    return (text + b"." + signature).decode()


@contextmanager
def running() -> Iterator[Issuer]:
    """An issuer that answers at its address."""
    issuer = Issuer()
    server = make_server("127.0.0.1", 0, issuer.app(), threaded=True)
    issuer.address = f"http://127.0.0.1:{server.port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
