"""The settings that an index needs: folders and the encoder. Read from the environment once, at start."""

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.kinds import DEFAULT_WEIGHTS

DEFAULT_ENCODER = "default"


class IndexSettings(BaseSettings):
    """BOT_* from the environment, or from the file `.env` in the working folder."""

    model_config = SettingsConfigDict(env_prefix="BOT_", env_file=".env", frozen=True, extra="ignore")

    var_dir: Path = Field(Path("var"), description="Allt som byggs och sparas.")
    documents_dir: Path = Field(Path("documents"), description="Dokumenten som indexeras.")
    encoder: str = Field(
        DEFAULT_ENCODER,
        description="'default', eller namn på eller sökväg till en modell för sentence-transformers.",
    )
    encoder_backend: Literal["onnx", "torch"] = Field(
        "onnx", description="'torch' kör modellen i sentence-transformers, till exempel på en GPU."
    )
    encoder_threads: int = Field(2, ge=1, le=64, description="Trådar för kodning.")

    kind_weights: dict[str, float] = Field(
        dict(DEFAULT_WEIGHTS),
        description='Vad dokumentets slag lägger till på träffens poäng, som JSON: {"beslut": 0.02}.',
    )

    @property
    def encoders_dir(self) -> Path:
        return self.var_dir / "encoders"
