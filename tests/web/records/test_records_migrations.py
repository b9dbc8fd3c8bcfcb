"""The steps to the tables of this version."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from web.records.audit import Action, Audit
from web.records.database import Records
from web.records.errors import RecordsNewerError
from web.records.tables import Table

ROOT = Path(__file__).parents[3]
OPENING = """
import sys
from web.records.database import Records
sys.stdin.readline()
records = Records.open(sys.argv[1])
print(records.reachable())
records.close()
"""


def test_the_steps_lead_to_the_tables(records: Records) -> None:
    with records.transaction() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []


def test_processes_that_migrate_at_once_all_succeed(database_url: str) -> None:
    command = [sys.executable, "-c", OPENING, database_url]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    processes = [subprocess.Popen(command, cwd=ROOT, text=True, **pipes) for _ in range(4)]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    told = [process.communicate(timeout=120) for process in processes]
    assert told == [("True\n", "")] * 4


def test_opening_again_changes_nothing(records: Records, database_url: str) -> None:
    Audit(records).write("anna", Action.LOGIN)
    again = Records.open(database_url)
    assert len(Audit(again).lines()) == 1
    again.close()


def test_a_database_of_a_later_version_is_left_alone(records: Records, database_url: str) -> None:
    with records.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(RecordsNewerError, match="senare version"):
        Records.open(database_url)
