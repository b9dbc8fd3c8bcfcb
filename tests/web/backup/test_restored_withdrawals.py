"""A backup that holds what has been withdrawn since does not bring its words back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.collection import Collection
from index.encoder import Encoder
from index.originals import Originals
from tests.words_left import said_anywhere
from tests.workplace import ADMINISTRATOR, Workplace, workplace_in
from web.backup.restoring import restore
from web.backup.saving import back_up
from web.records.audit import Action, Audit
from web.records.database import Records, default_url
from web.withdrawing import Withdrawing

SENTENCE = "Kvalpsunds hemliga granskningsrapport lades fram av Zebrafinkström."
WORDS = ("kvalpsund", "zebrafinkström", "granskningsrapport")


@pytest.fixture
def workplace(tmp_path: Path, encoders_dir: Path, default_encoder: Encoder) -> Iterator[Workplace]:
    """A place with a matter that was uploaded, published, saved and then withdrawn."""
    with workplace_in(tmp_path, encoders_dir, default_encoder) as place:
        settings, file = place.settings, tmp_path / "arende.md"
        file.write_text(f"# Ärendet\n\n## Granskning\n\n{SENTENCE}\n", encoding="utf-8")
        Collection(settings.documents_dir, settings.var_dir).put("arende", file, ".md", {})
        file.unlink()
        place.published()
        (tmp_path / "no-encoders").mkdir()
        back_up(settings.var_dir, tmp_path / "no-encoders", place.records, tmp_path / "kopia.tar")
        [version] = Originals(settings.var_dir).versions("arende")
        Withdrawing(settings, place.records).withdraw(version, ADMINISTRATOR, "Personuppgifter.")
        yield place


def _withdrawn(records: Records) -> list[str]:
    return [line.detail for line in Audit(records).lines() if line.action == Action.DOCUMENT_WITHDRAWN]


def test_it_is_withdrawn_again_and_the_rest_is_published(workplace: Workplace, tmp_path: Path) -> None:
    var_dir = workplace.settings.var_dir
    workplace.records.close()
    done = restore(tmp_path / "kopia.tar", workplace.settings, force=True)
    assert len(done.withdrawn) == 1
    assert done.live == workplace.live is not None
    assert said_anywhere(var_dir, WORDS) == []
    assert [entry.id for entry in Collection(workplace.settings.documents_dir, var_dir).entries()] == ["beslut"]
    records = Records.open(default_url(var_dir))
    assert "som har återställts" in _withdrawn(records)[0]
    records.close()


def test_it_is_withdrawn_again_in_an_empty_folder_that_knows_of_it(workplace: Workplace, tmp_path: Path) -> None:
    settings = workplace.settings.model_copy(update={"var_dir": tmp_path / "second"})
    settings.var_dir.mkdir()
    (workplace.settings.var_dir / "withdrawn").rename(settings.var_dir / "withdrawn")
    assert len(restore(tmp_path / "kopia.tar", settings).withdrawn) == 1
    assert said_anywhere(settings.var_dir, WORDS) == []


def test_without_a_word_of_it_everything_comes_back(workplace: Workplace, tmp_path: Path) -> None:
    settings = workplace.settings.model_copy(update={"var_dir": tmp_path / "second"})
    assert restore(tmp_path / "kopia.tar", settings).withdrawn == ()
    assert said_anywhere(settings.var_dir, WORDS)
