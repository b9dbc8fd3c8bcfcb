"""The settings that an index needs: folders and the encoder. Read from the environment once, at start."""

import json
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from index.configuration import PREFIX, config_file
from index.kinds import DEFAULT_WEIGHTS

DEFAULT_ENCODER = "default"


class IndexSettings(BaseSettings):
    """BOT_* from the environment, or from the file that BOT_CONFIG_FILE names: `.env` in the working folder if none."""

    # An error must not print a value, which may be a secret.
    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore", hide_input_in_errors=True)

    var_dir: Path = Field(Path("var"), description="Allt som byggs och sparas.")
    documents_dir: Path = Field(Path("documents"), description="Dokumenten som indexeras.")
    encoder: str = Field(
        DEFAULT_ENCODER,
        description="'default', eller namn på eller sökväg till en modell för sentence-transformers.",
    )
    encoder_backend: Literal["onnx", "torch"] = Field(
        "onnx",
        description="'torch' bygger index i sentence-transformers, till exempel på en GPU; frågor kodas av onnx.",
    )
    encoder_threads: int = Field(
        2, ge=1, le=64, description="Trådar för kodning när ett index byggs. En fråga kodas av en."
    )

    kind_weights: Annotated[dict[str, float], NoDecode] = Field(
        dict(DEFAULT_WEIGHTS),
        description='Vad dokumentets slag lägger till på träffens poäng, som JSON: {"beslut": 0.04}.',
        json_schema_extra={"allowed": 'JSON med ett tal för varje slag, som {"beslut": 0.04}'},
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is said in code, then the environment, then the file."""
        return init_settings, env_settings, DotEnvSettingsSource(settings_cls, env_file=config_file())

    @field_validator("kind_weights", mode="before")
    @classmethod
    def _decoded(cls, value: Any) -> Any:
        try:
            return json.loads(value) if isinstance(value, str) else value
        except ValueError:
            # What is no JSON is no dictionary either; the line about it says what is allowed.
            return value

    @property
    def encoders_dir(self) -> Path:
        return self.var_dir / "encoders"
