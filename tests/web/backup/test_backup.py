"""What a backup saves comes back whole, in another folder and another database, or not at all."""

import io
import json
import stat
import tarfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import Date, insert, select

from bot.answer import Question
from bot.answering import Answering
from index.live import LiveSearcher
from index.tombstones import Tombstones
from tests import postgres
from tests.workplace import Workplace
from web.backup.errors import BackupDamagedError, BackupNewerError, NotEmptyError
from web.backup.manifest import FORMAT, NAME, Manifest, read_manifest
from web.backup.restoring import restore
from web.backup.saving import back_up
from web.records.accounts import Accounts
from web.records.audit import Action, Audit
from web.records.copying import table_names, write_tables
from web.records.database import Records, default_url
from web.records.errors import RecordsError
from web.records.golden import GoldenQuestions
from web.records.roles import Role
from web.records.sessions import Sessions
from web.records.tables import Moment, Table
from web.settings import Settings

MOMENT = datetime(2025, 3, 10, 12, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
def saved(workplace: Workplace, tmp_path: Path) -> Path:
    """A backup without the encoder: it is large, and of one test's interest only."""
    file = tmp_path / "kopia.tar"
    (tmp_path / "no-encoders").mkdir()
    Tombstones(workplace.settings.var_dir).put("0" * 16, ["gammalt"], date(2025, 1, 1))
    back_up(workplace.settings.var_dir, tmp_path / "no-encoders", workplace.records, file)
    return file


def _settings(var_dir: Path, url: str = "") -> Settings:
    return Settings(var_dir=var_dir, documents_dir=var_dir.parent / "no-documents", database_url=SecretStr(url))


def _value(column: Any) -> Any:
    if isinstance(column.type, Moment):
        return MOMENT
    if isinstance(column.type, Date):
        return date(2025, 3, 10)
    kinds: dict[type, Any] = {str: "Å\n\u2028”x”", int: 7, bool: True}
    return kinds.get(column.type.python_type, {"å": [1, None, "”"]})


def _fill(records: Records) -> None:
    """A row in every table, and one without what may be missing."""
    with records.transaction() as session:
        for table in Table.metadata.sorted_tables:
            row = {column.name: _value(column) for column in table.columns}
            session.execute(insert(table), [row])


def _rows(records: Records) -> dict[str, list[dict[str, Any]]]:
    with records.reading() as session:
        return {
            table.name: [dict(row) for row in session.execute(select(table)).mappings()]
            for table in Table.metadata.sorted_tables
        }


def test_an_answer_comes_from_what_was_restored_into_an_empty_folder(workplace: Workplace, tmp_path: Path) -> None:
    file, var_dir = tmp_path / "kopia.tar", tmp_path / "second"
    settings = workplace.settings
    manifest = back_up(settings.var_dir, settings.encoders_dir, workplace.records, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not any("secret" in name for name in manifest.files)
    restore(file, _settings(var_dir))
    live = LiveSearcher.from_settings(settings.model_copy(update={"var_dir": var_dir}))
    live.refresh()
    question = Question("Vilka organisationer kan ansluta sig till strategin?", (), MOMENT.date())
    answer = Answering(live).answer(question)
    assert answer.quotes[0].text == "Alla organisationer kan ansluta sig till strategin."
    version = live.opened.documents[0].document.version
    original = live.original("beslut", version)
    assert original is not None
    assert live.archived("beslut", version) is not None
    with closing(Records.open(default_url(var_dir))) as records:
        assert Audit(records).lines()[0].action == Action.RESTORED.value
    assert workplace.deeds(Action.BACKED_UP)


def test_whoever_was_logged_in_when_it_was_saved_logs_in_anew(workplace: Workplace, tmp_path: Path) -> None:
    file, settings = tmp_path / "kopia.tar", workplace.settings
    account = Accounts(workplace.records).create("anna@exempel.se", Role.EDITOR, None)
    secret = Sessions(workplace.records).open(account.id)
    back_up(settings.var_dir, settings.encoders_dir, workplace.records, file)
    restore(file, _settings(tmp_path / "second"))
    with closing(Records.open(default_url(tmp_path / "second"))) as records:
        assert Accounts(records).by_email("anna@exempel.se") is not None
        assert Sessions(records).administrator(secret) is None


@pytest.mark.parametrize("back", [False, True])
def test_every_table_goes_round_between_the_two_databases(
    workplace: Workplace, tmp_path: Path, postgresql: postgres.Cluster, back: bool
) -> None:
    file, none = tmp_path / "kopia.tar.gz", tmp_path / "none"
    none.mkdir()
    with postgresql.database() as url:
        urls = [default_url(tmp_path / "a"), url]
        source, target = reversed(urls) if back else urls
        with closing(Records.open(source)) as records:
            _fill(records)
            rows = _rows(records)
            back_up(tmp_path / "none", none, records, file)
        restore(file, _settings(tmp_path / "a" / "b" if back else tmp_path / "c", target))
        with closing(Records.open(target)) as records:
            found = _rows(records)
            assert len(found.pop("audit")) == len(rows.pop("audit")) + 1
            assert found == rows | {"sessions": []}
            assert set(found) | {"audit"} == set(table_names())
            added = GoldenQuestions(records).add("En ny fråga?", None, "", "anna@exempel.se")
            assert added.id > 7
    assert workplace.live


def test_what_may_be_missing_is_missing_afterwards(workplace: Workplace, saved: Path, tmp_path: Path) -> None:
    restore(saved, _settings(tmp_path / "second"))
    with closing(Records.open(default_url(tmp_path / "second"))) as records, records.reading() as session:
        builds = Table.metadata.tables["builds"]
        ended = session.scalar(select(builds.c.id).where(builds.c.gate.is_not(None)))
        assert ended == workplace.releases.latest()[0].id
    assert Tombstones(tmp_path / "second").get("0" * 16) is not None


def test_a_folder_that_is_not_empty_is_refused_or_moved_aside(
    workplace: Workplace, saved: Path, tmp_path: Path
) -> None:
    var_dir = tmp_path / "second"
    restore(saved, _settings(var_dir))
    before = sorted(path.relative_to(var_dir) for path in var_dir.rglob("*"))
    with pytest.raises(NotEmptyError, match="--force"):
        restore(saved, _settings(var_dir))
    assert sorted(path.relative_to(var_dir) for path in var_dir.rglob("*")) == before
    restore(saved, _settings(var_dir), force=True)
    assert (next(var_dir.glob("replaced-*")) / "current").read_text(encoding="utf-8") == workplace.live


def test_a_database_that_is_not_empty_is_refused(saved: Path, tmp_path: Path) -> None:
    url = default_url(tmp_path / "elsewhere")
    with closing(Records.open(url)) as records:
        Audit(records).write("anna", Action.LOGIN)
    with pytest.raises(RecordsError, match="inte tom"):
        restore(saved, _settings(tmp_path / "second", url))
    assert _left(tmp_path / "second") == []


Change = Callable[[dict[str, bytes]], None]


def _damage(contents: dict[str, bytes]) -> None:
    contents["records/audit.jsonl"] += b" "


def _lose(contents: dict[str, bytes]) -> None:
    del contents["records/audit.jsonl"]


def _add(contents: dict[str, bytes]) -> None:
    contents["archive/extra"] = b"x"


def _escape(contents: dict[str, bytes]) -> None:
    contents["archive/../../utanför"] = b"x"


def _absolute(contents: dict[str, bytes]) -> None:
    contents["/tmp/utanför"] = b"x"  # noqa: S108 - nothing is written there


def _secret(contents: dict[str, bytes]) -> None:
    contents["secret.key"] = b"x"


def _no_manifest(contents: dict[str, bytes]) -> None:
    del contents[NAME]


def _rewritten(saved: Path, change: Change) -> Path:
    with tarfile.open(saved) as tar:
        contents = {one.name: file.read() for one in tar if (file := tar.extractfile(one)) is not None}
    change(contents)
    other = saved.with_name("andrad.tar")
    with tarfile.open(other, "w") as tar:
        for name, content in contents.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return other


def _left(var_dir: Path) -> list[str]:
    # The lock of builds is no part of what is restored.
    return [path.name for path in var_dir.rglob("*") if path.name != "build.lock"] if var_dir.exists() else []


@pytest.mark.parametrize("change", [_damage, _lose, _add, _escape, _absolute, _secret, _no_manifest])
def test_a_changed_file_is_refused_and_nothing_is_left(saved: Path, tmp_path: Path, change: Change) -> None:
    var_dir = tmp_path / "second"
    with pytest.raises(BackupDamagedError):
        restore(_rewritten(saved, change), _settings(var_dir))
    assert _left(var_dir) == []
    assert not (tmp_path / "utanför").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_links_and_devices_are_refused(saved: Path, tmp_path: Path, kind: bytes) -> None:
    with tarfile.open(saved, "a") as tar:
        member = tarfile.TarInfo("archive/lank")
        member.type, member.linkname = kind, "manifest.json"
        tar.addfile(member)
    with pytest.raises(BackupDamagedError):
        restore(saved, _settings(tmp_path / "second"))
    assert _left(tmp_path / "second") == []


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.99])
@pytest.mark.parametrize("name", ["kopia.tar", "kopia.tar.gz"])
def test_a_file_that_was_cut_off_or_has_a_wrong_byte_is_refused(
    workplace: Workplace, tmp_path: Path, name: str, share: float
) -> None:
    file, var_dir = tmp_path / name, tmp_path / "second"
    (tmp_path / "none").mkdir()
    back_up(workplace.settings.var_dir, tmp_path / "none", workplace.records, file)
    whole = file.read_bytes()
    at = int(len(whole.rstrip(b"\0")) * share)
    # Between the files of a .tar there are bytes that mean nothing.
    wrong = (whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :],) if name.endswith(".gz") else ()
    for content in (whole[:at], *wrong):
        file.write_bytes(content)
        with pytest.raises(BackupDamagedError):
            restore(file, _settings(var_dir))
        assert _left(var_dir) == []


def test_a_later_format_is_refused(saved: Path, tmp_path: Path) -> None:
    def newer(contents: dict[str, bytes]) -> None:
        manifest = read_manifest(contents[NAME])
        contents[NAME] = replace(manifest, format=FORMAT + 1).to_json()

    with pytest.raises(BackupNewerError):
        restore(_rewritten(saved, newer), _settings(tmp_path / "second"))
    assert _left(tmp_path / "second") == []


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "1"}', json.dumps({"format": FORMAT, "files": 1})])
def test_a_manifest_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BackupDamagedError):
        read_manifest(text.encode())
    sound = Manifest(FORMAT, "2025-03-10", "", "", {"a": "b"})
    assert read_manifest(sound.to_json()) == sound


def test_rows_are_written_as_one_json_object_a_line(workplace: Workplace, tmp_path: Path) -> None:
    write_tables(workplace.records, tmp_path)
    lines = (tmp_path / "builds.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == [build.id for build in reversed(workplace.releases.latest())]
