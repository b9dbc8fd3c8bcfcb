"""The one settings object of the running service."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, field_validator

from web.admin.settings import AdminSettings
from web.teams_signature import Keys

_ORIGIN = r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?"
_DATABASES = ("postgresql://", "postgresql+psycopg://", "sqlite:///")
_REDIS = ("redis://", "rediss://", "unix://")
_FEWEST_CHARACTERS = 16


class Settings(AdminSettings):
    """Everything that `BOT_*` can say."""

    host: str = Field(
        "127.0.0.1",
        pattern=r"^[0-9A-Za-z.:-]+$",
        description="Adressen som tjänsten lyssnar på. 0.0.0.0 i en container, annars bakom en proxy på samma maskin.",
        json_schema_extra={"allowed": "en IP-adress eller ett värdnamn, som 127.0.0.1 eller 0.0.0.0"},
    )
    port: int = Field(8000, ge=1, le=65535, description="Porten som tjänsten lyssnar på.")
    workers: int = Field(2, ge=1, le=64, description="Antal processer.")
    threads: int = Field(4, ge=1, le=64, description="Trådar per process.")
    leave_url: str = Field(
        "https://www.smhi.se/",
        pattern="^https?://",
        description="Dit ”Lämna sidan snabbt” leder: en sida som inte röjer vad besökaren läste.",
        json_schema_extra={"allowed": "en adress som börjar med https:// eller http://"},
    )
    embed_origins: str = Field(
        "",
        pattern=rf"^({_ORIGIN}(\s*,\s*{_ORIGIN})*)?$",
        description="Webbplatser som får visa boten i en ram, som https://www.exempel.se, med komma emellan.",
        json_schema_extra={"allowed": "protokoll och värdnamn, som https://www.exempel.se, med komma emellan"},
    )
    database_url: SecretStr = Field(
        SecretStr(""),
        description="Databasen för konton, logg och frågor, som postgresql://namn:lösenord@server/databas. "
        "Tom: SQLite i var/records.db.",
    )
    retention_days: int = Field(
        365, ge=1, le=36_500, description="Dagar som frågor utan svar, omdömen och dagsräknare sparas."
    )
    retention_decision: str = Field(
        "Inget gallringsbeslut är registrerat.",
        min_length=1,
        max_length=1000,
        description="Gallringsbeslutet som dagarna vilar på, med datum och diarienummer. Skrivs i loggen vid gallring.",
    )
    teams_tokens: SecretStr = Field(
        SecretStr(""),
        description="Säkerhetstoken från Teams, en för varje team, med komma emellan. Utan token är webhooken stängd.",
    )
    teams_per_minute: int = Field(
        300, ge=1, le=10_000, description="Frågor i minuten som ett team får ställa till en process."
    )
    seed_dir: str = Field(
        "",
        description="Mapp med den språkmodell och det index som en tom var-mapp får vid starten. Tom: ingen.",
    )
    trusted_proxies: int = Field(
        0,
        ge=0,
        le=10,
        description="Antal proxyer framför tjänsten som skriver X-Forwarded-For. 0: den som frågar ansluter själv.",
    )
    rate_limits: bool = Field(True, description="Om den som frågar för ofta får vänta. Av bara för belastningsprov.")
    questions_per_minute: int = Field(
        120, ge=1, le=100_000, description="Frågor i minuten från en adress, på sidan och i API:et."
    )
    feedback_per_minute: int = Field(30, ge=1, le=100_000, description="Omdömen om svar i minuten från en adress.")
    pages_per_minute: int = Field(600, ge=1, le=100_000, description="Övriga anrop i minuten från en adress.")
    admin_api_per_minute: int = Field(
        120, ge=1, le=100_000, description="Anrop till /api/v1/admin i minuten från en adress."
    )
    logins_per_minute: int = Field(10, ge=1, le=1000, description="Försök att logga in i minuten från en adress.")
    redis_url: SecretStr = Field(
        SecretStr(""),
        description="Redis där flera processer eller servrar räknar anrop tillsammans, som redis://server:6379/0. "
        "Tom: varje process räknar själv.",
    )
    request_seconds: float = Field(
        10.0, gt=0, le=300, description="Sekunder som ett anrop får ta innan det avbryts med 503."
    )
    metrics_token: SecretStr = Field(
        SecretStr(""),
        description="Nyckeln som Prometheus visar för /metrics, minst 16 tecken. Tom: /metrics är stängd.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="Det minst viktiga som skrivs i loggen."
    )
    log_format: Literal["json", "text"] = Field(
        "json", description="Loggens form: json i drift, text för den som läser själv."
    )

    @property
    def seed(self) -> Path | None:
        """What an empty var folder is filled from; None where it stays empty."""
        return Path(self.seed_dir) if self.seed_dir else None

    @property
    def embedding_origins(self) -> tuple[str, ...]:
        """The origins that may frame the widget, as a browser writes them."""
        return tuple(origin.strip().lower() for origin in self.embed_origins.split(",") if origin.strip())

    @field_validator("teams_tokens")
    @classmethod
    def _tokens_are_base64(cls, tokens: SecretStr) -> SecretStr:
        Keys.parse(tokens.get_secret_value())
        return tokens

    @field_validator("database_url")
    @classmethod
    def _database_is_an_address(cls, url: SecretStr) -> SecretStr:
        if url.get_secret_value() and not url.get_secret_value().startswith(_DATABASES):
            raise ValueError("Adressen till databasen ska börja med postgresql:// eller sqlite:///.")
        return url

    @field_validator("redis_url")
    @classmethod
    def _redis_is_an_address(cls, url: SecretStr) -> SecretStr:
        if url.get_secret_value() and not url.get_secret_value().startswith(_REDIS):
            raise ValueError("Adressen till Redis ska börja med redis://, rediss:// eller unix://.")
        return url

    @field_validator("metrics_token")
    @classmethod
    def _token_is_long(cls, token: SecretStr) -> SecretStr:
        if 0 < len(token.get_secret_value()) < _FEWEST_CHARACTERS:
            raise ValueError("Nyckeln ska ha minst 16 tecken.")
        return token
