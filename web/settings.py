"""The one settings object of the running service."""

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import SettingsConfigDict

from bot.settings import BotSettings
from web.teams_signature import Keys

_ORIGIN = r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?"


class Settings(BotSettings):
    """Everything that `BOT_*` can say."""

    # An error about a token must not print the token.
    model_config = SettingsConfigDict(hide_input_in_errors=True)

    port: int = Field(8000, ge=1, le=65535, description="Porten som tjänsten lyssnar på.")
    workers: int = Field(2, ge=1, le=64, description="Antal processer.")
    threads: int = Field(4, ge=1, le=64, description="Trådar per process.")
    leave_url: str = Field(
        "https://www.smhi.se/",
        pattern="^https?://",
        description="Dit ”Lämna sidan snabbt” leder: en sida som inte röjer vad besökaren läste.",
    )
    embed_origins: str = Field(
        "",
        pattern=rf"^({_ORIGIN}(\s*,\s*{_ORIGIN})*)?$",
        description="Webbplatser som får visa boten i en ram, som https://www.exempel.se, med komma emellan.",
    )
    teams_tokens: SecretStr = Field(
        SecretStr(""),
        description="Säkerhetstoken från Teams, en för varje team, med komma emellan. Utan token är webhooken stängd.",
    )
    teams_per_minute: int = Field(
        300, ge=1, le=10_000, description="Frågor i minuten som ett team får ställa till en process."
    )

    @property
    def embedding_origins(self) -> tuple[str, ...]:
        """The origins that may frame the widget, as a browser writes them."""
        return tuple(origin.strip().lower() for origin in self.embed_origins.split(",") if origin.strip())

    @field_validator("teams_tokens")
    @classmethod
    def _tokens_are_base64(cls, tokens: SecretStr) -> SecretStr:
        Keys.parse(tokens.get_secret_value())
        return tokens
