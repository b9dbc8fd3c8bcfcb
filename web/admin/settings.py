"""The settings of accounts and login."""

from typing import Self

from pydantic import Field, SecretStr, model_validator

from bot.settings import BotSettings

_FEWEST_CHARACTERS = 32


class AdminSettings(BotSettings):
    """Sessions, the key that signs the cookie, and login by OpenID Connect."""

    secret_key: SecretStr = Field(
        SecretStr(""),
        description="Nyckeln som signerar inloggades kaka, minst 32 tecken. Tom: en slumpad sparas i var/secret.key.",
    )
    session_hours: int = Field(10, ge=1, le=24 * 7, description="Timmar som en inloggning gäller som längst.")
    session_idle_minutes: int = Field(
        60, ge=5, le=24 * 60, description="Minuter utan aktivitet tills en inloggning slutar gälla."
    )
    upload_megabytes: int = Field(50, ge=1, le=50, description="Så stor får en uppladdad fil vara, i megabyte.")
    oidc_issuer: str = Field(
        "",
        pattern="^(https?://.+)?$",
        description="Utfärdaren för inloggning med OpenID Connect, som den själv skriver den. Tom: bara lösenord.",
    )
    oidc_client_id: str = Field("", description="Tjänstens namn hos utfärdaren.")
    oidc_client_secret: SecretStr = Field(SecretStr(""), description="Tjänstens hemlighet hos utfärdaren.")
    oidc_groups_claim: str = Field("groups", description="Uppgiften som räknar upp personens grupper.")
    oidc_editor_groups: str = Field("", description="Grupper som blir redaktörer, med komma emellan.")
    oidc_administrator_groups: str = Field("", description="Grupper som blir administratörer, med komma emellan.")

    @property
    def editor_groups(self) -> frozenset[str]:
        return _names(self.oidc_editor_groups)

    @property
    def administrator_groups(self) -> frozenset[str]:
        return _names(self.oidc_administrator_groups)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if 0 < len(self.secret_key.get_secret_value()) < _FEWEST_CHARACTERS:
            raise ValueError("BOT_SECRET_KEY ska ha minst 32 tecken.")
        if self.oidc_issuer:
            if not (self.oidc_client_id and self.oidc_client_secret.get_secret_value()):
                raise ValueError("OpenID Connect behöver BOT_OIDC_CLIENT_ID och BOT_OIDC_CLIENT_SECRET.")
            if not (self.editor_groups or self.administrator_groups):
                raise ValueError("OpenID Connect behöver BOT_OIDC_EDITOR_GROUPS eller BOT_OIDC_ADMINISTRATOR_GROUPS.")
        return self


def _names(text: str) -> frozenset[str]:
    return frozenset(name.strip() for name in text.split(",") if name.strip())
