"""What can go wrong in the index, under one base."""


class IndexingError(Exception):
    """Base of every error that this package raises on purpose."""


class EncoderMissingError(IndexingError):
    """The configured encoder has not been exported yet."""


class EncoderExportError(IndexingError):
    """A model could not be turned into an encoder."""


class BuildRunningError(IndexingError):
    """Another build holds the lock of this var folder."""


class GenerationDamagedError(IndexingError):
    """A generation's files are missing or differ from its manifest."""


class NoGenerationError(IndexingError):
    """Nothing has been published, or the generation asked for does not exist."""


class VersionMissingError(IndexingError):
    """No version of that name is kept."""


class WithdrawnError(IndexingError):
    """A generation holds a version that was withdrawn."""


class NothingToIndexError(IndexingError):
    """No document in the given folders could be read."""


class DocumentMissingError(IndexingError):
    """The collection has no document of that id."""


class DocumentExistsError(IndexingError):
    """The collection already has a document of that id."""
