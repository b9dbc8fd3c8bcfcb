"""The one settings object of the running service."""

from pydantic import Field

from bot.settings import BotSettings


class Settings(BotSettings):
    """Everything that `BOT_*` can say."""

    port: int = Field(8000, ge=1, le=65535, description="Porten som tjänsten lyssnar på.")
    workers: int = Field(2, ge=1, le=64, description="Antal processer.")
    threads: int = Field(4, ge=1, le=64, description="Trådar per process.")
