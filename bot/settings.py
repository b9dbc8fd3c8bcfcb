"""The settings that an answer needs, beside those of the index."""

from pydantic import Field

from index.settings import IndexSettings


class BotSettings(IndexSettings):
    """BOT_* from the environment, frozen; the service adds its own to these."""

    public_url: str = Field(
        "http://127.0.0.1:8000",
        pattern=r"^https?://[^\s/?#]+(/[^\s?#]*)?$",
        description="Adressen som läsaren ser.",
        json_schema_extra={"allowed": "en adress som börjar med https:// eller http://"},
    )
