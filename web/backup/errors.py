"""Why a backup was refused; every message is in Swedish and says what to do."""


class BackupError(Exception):
    """Base of every error that this package raises on purpose."""


class BackupDamagedError(BackupError):
    """The file is no backup, or has changed since it was written."""


class BackupNewerError(BackupError):
    """A later version of the service wrote the file."""


class NotEmptyError(BackupError):
    """There is something already where the backup is to be restored."""
