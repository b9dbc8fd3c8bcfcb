"""Run by Alembic, for the connection that it is handed."""

from alembic import context

from web.records.tables import Table


def _run() -> None:
    context.configure(connection=context.config.attributes["connection"], target_metadata=Table.metadata)
    with context.begin_transaction():
        context.run_migrations()


_run()
