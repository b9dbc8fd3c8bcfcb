"""The encoders of a release: what a build has opened, the golden questions are asked with, so it is opened once."""

from index.encoder import Encoder
from index.encoders import open_by_hash, open_encoder
from index.settings import IndexSettings


class ReleaseEncoders:
    """Opens encoders, and keeps the configured one open."""

    def __init__(self, settings: IndexSettings) -> None:
        self._settings = settings
        self._configured: Encoder | None = None

    def configured(self) -> Encoder:
        """The encoder that is built with. Raises EncoderMissingError."""
        if self._configured is None:
            self._configured = open_encoder(self._settings)
        return self._configured

    def by_hash(self, name: str) -> Encoder:
        """The exported encoder of that hash. Raises EncoderMissingError."""
        if self._configured is not None and self._configured.hash == name:
            return self._configured
        return open_by_hash(self._settings.encoders_dir, name)
