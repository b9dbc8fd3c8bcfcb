"""The steps that bring a database to the tables of this version."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, text

from web.records.engines import POSTGRESQL
from web.records.errors import RecordsNewerError

CONNECTION = "connection"
# Any number, as long as it is the same in every version of the service.
_LOCK = 7_341_905_511_208
_WAIT_MS = 60_000


def migrate(engine: Engine) -> None:
    """Take the missing steps in one transaction. Another process that does the same is waited for.

    Raises RecordsNewerError where the database has taken steps that this version does not know.
    """
    with engine.begin() as connection:
        # In SQLite the transaction itself holds the only lock there is.
        if engine.dialect.name == POSTGRESQL:
            connection.execute(text(f"SET LOCAL lock_timeout = {_WAIT_MS}"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        try:
            command.upgrade(config_for(connection), "head")
        except CommandError as error:
            raise RecordsNewerError("Databasen hör till en senare version av tjänsten.") from error


def config_for(connection: Connection) -> Config:
    """What Alembic needs to know to work on an open connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes[CONNECTION] = connection
    return config
