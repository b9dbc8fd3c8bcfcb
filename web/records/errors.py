"""What can go wrong with the records, under one base."""


class RecordsError(Exception):
    """Base of every error that this package raises on purpose."""


class RecordsUnavailableError(RecordsError):
    """The database does not answer, or is too busy to."""


class RecordsNewerError(RecordsError):
    """The database has been migrated by a later version of the service."""


class AlreadyExistsError(RecordsError):
    """There is one with that name, address or question already."""


class NotFoundError(RecordsError):
    """There is none with that id."""


class LastAdministratorError(RecordsError):
    """The last active administrator would be gone."""
