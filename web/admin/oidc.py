"""Login by OpenID Connect: code flow with PKCE, state and nonce. Authlib is imported here and nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import FlaskOAuth2App, OAuth
from authlib.integrations.requests_client import OAuth2Session
from flask import current_app, session
from joserfc.errors import JoseError
from requests import RequestException
from werkzeug.wrappers import Response

from web.admin.addresses import email_address
from web.admin.settings import AdminSettings
from web.records.identities import LONGEST_SUBJECT, Identity
from web.records.roles import Role

ONWARDS = "vidare"
_NAME = "oidc"
_SECONDS = 5
_AWAY = "Inloggningen hos regionen svarar inte just nu. Försök igen om en stund."
_FAILED = "Inloggningen avbröts eller gick inte att kontrollera. Börja om."


class RefusedByProviderError(Exception):
    """Nobody is logged in; the text says why, in Swedish."""


class NotLetInError(RefusedByProviderError):
    """The issuer knows who it is, but whoever that is may not come in. `account` is the address of the account."""

    def __init__(self, text: str, account: str = "") -> None:
        super().__init__(text)
        self.account = account


@dataclass(frozen=True, slots=True)
class Person:
    """Who the issuer says has logged in, and the role that the groups give."""

    identity: Identity
    email: str
    role: Role


class _Session(OAuth2Session):  # type: ignore[misc]  # Authlib has no types
    """Calls the addresses of the issuer, and nobody whom one of them points at."""

    def request(self, *given: Any, **more: Any) -> Any:
        return super().request(*given, **{**more, "allow_redirects": False})


class _Client(FlaskOAuth2App):  # type: ignore[misc]
    client_cls = _Session


class Provider:
    """The issuer that the settings name; its addresses and keys are asked for when they are first needed."""

    def __init__(self, settings: AdminSettings) -> None:
        self._settings = settings

    def start(self, address: str, onwards: str) -> Response:
        """Sends the browser to the issuer, which sends it back to `address`. Raises RefusedByProviderError."""
        session[ONWARDS] = onwards
        try:
            response: Response = self._client().authorize_redirect(address)
        except (AuthlibBaseError, JoseError, RequestException, ValueError, RuntimeError) as error:
            raise RefusedByProviderError(_AWAY) from error
        return response

    def finish(self) -> Person:
        """Who has come back from the issuer. Raises RefusedByProviderError."""
        client = self._client()
        try:
            self._check_issuer(client.load_server_metadata())
            token = client.authorize_access_token()
            claims = token.get("userinfo")
            if claims is None:
                raise RefusedByProviderError(_FAILED)
            if self._settings.oidc_groups_claim not in claims or "email" not in claims:
                claims = {**_same_person(claims, client.userinfo(token=token)), **claims}
        except RequestException as error:
            raise RefusedByProviderError(_AWAY) from error
        except (AuthlibBaseError, JoseError, ValueError, KeyError, TypeError, RuntimeError) as error:
            raise RefusedByProviderError(_FAILED) from error
        return self._person(claims)

    def _check_issuer(self, metadata: Mapping[str, Any]) -> None:
        # What is said at an address is trusted as far as it is said in the name of the one that the settings trust.
        if metadata.get("issuer") != self._settings.oidc_issuer:
            raise RefusedByProviderError(_FAILED)

    def _person(self, claims: Mapping[str, Any]) -> Person:
        if claims.get("email_verified") is not True:
            raise NotLetInError("Din e-postadress är inte bekräftad hos regionen. Kontakta supporten.")
        try:
            email = email_address(str(claims.get("email", "")))
        except ValueError as error:
            raise NotLetInError("Regionen har ingen e-postadress för dig. Kontakta supporten.") from error
        role = role_of(claims.get(self._settings.oidc_groups_claim), self._settings)
        if role is None:
            raise NotLetInError("Du har inte behörighet till boten. Be en administratör om hjälp.")
        subject = claims.get("sub")
        if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
            raise RefusedByProviderError(_FAILED)
        return Person(Identity(self._settings.oidc_issuer, subject), email, role)

    def _client(self) -> Any:
        oauth = OAuth(current_app)
        metadata = self._settings.oidc_issuer.rstrip("/") + "/.well-known/openid-configuration"
        return oauth.register(
            _NAME,
            client_cls=_Client,
            client_id=self._settings.oidc_client_id,
            client_secret=self._settings.oidc_client_secret.get_secret_value(),
            server_metadata_url=metadata,
            client_kwargs={
                "scope": "openid email profile",
                "code_challenge_method": "S256",
                "default_timeout": _SECONDS,
            },
        )


def provider(settings: AdminSettings) -> Provider | None:
    """The issuer, where the settings name one."""
    return Provider(settings) if settings.oidc_issuer else None


def role_of(groups: object, settings: AdminSettings) -> Role | None:
    """The highest role that a claim of groups gives: a list of names, or one name."""
    names = (
        {groups} if isinstance(groups, str) else {str(name) for name in groups} if isinstance(groups, list) else set()
    )
    if names & settings.administrator_groups:
        return Role.ADMINISTRATOR
    return Role.EDITOR if names & settings.editor_groups else None


def _same_person(claims: Mapping[str, Any], more: Mapping[str, Any]) -> Mapping[str, Any]:
    if more.get("sub") != claims.get("sub"):
        raise ValueError("the issuer tells of somebody else")
    return more
