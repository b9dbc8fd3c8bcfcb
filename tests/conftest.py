"""What many tests share: the default model and encoder, texts to encode, and the shared data."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.build import Workshop, build
from index.default_model import unpack
from index.encoder import Progress, silent
from index.encoders import ensure, find
from index.onnx_encoder import OnnxEncoder
from index.publishing import publish
from index.readers.process import ReaderProcess
from index.settings import IndexSettings
from index.vectors import use_threads
from tests import postgres

_REPOSITORY = Path(__file__).parent.parent
_DECISION = """---
title: Regionens beslut
kind: beslut
decided_on: 2023-06-12
---
# Regionens beslut

## Anslutning

Alla organisationer kan ansluta sig till strategin. Beslutet medför inga kostnader.
"""


def _no_step(_name: str, _total: int) -> Progress:
    return silent


@pytest.fixture(scope="session", autouse=True)
def _searches_as_it_serves() -> None:
    """Threads that wait for each other over a few vectors take longer than the search."""
    use_threads(1)


@pytest.fixture(scope="session")
def encoders_dir() -> Path:
    """The folder that holds the exported default encoder; it is made once and kept between runs."""
    configured = os.environ.get("BOT_TEST_ENCODERS")
    if configured:
        return Path(configured)
    settings = IndexSettings.model_validate({"var_dir": _REPOSITORY / "var", "encoder": "default"})
    ensure(settings, silent)
    return settings.encoders_dir


@pytest.fixture(scope="session")
def default_encoder(encoders_dir: Path) -> OnnxEncoder:
    """The default encoder, on two threads."""
    return OnnxEncoder.open(find(encoders_dir, "default"), threads=2)


@pytest.fixture(scope="session")
def published_var(tmp_path_factory: pytest.TempPathFactory, encoders_dir: Path, default_encoder: OnnxEncoder) -> Path:
    """A var folder in which one small decision is published and its encoder is there; only to be read."""
    folder = tmp_path_factory.mktemp("published")
    (folder / "documents").mkdir()
    (folder / "documents" / "beslut.md").write_text(_DECISION, encoding="utf-8")
    var_dir = folder / "var"
    with ReaderProcess() as reader:
        shop = Workshop(var_dir, reader, default_encoder.hash, lambda: default_encoder, _no_step)
        publish(var_dir, build([folder / "documents"], shop).generation)
    (var_dir / "encoders").symlink_to(encoders_dir.resolve())
    return var_dir


@pytest.fixture(scope="session")
def default_model_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The default model, unpacked for sentence-transformers. Half a gigabyte: gone after the run."""
    folder = tmp_path_factory.mktemp("models") / "default"
    unpack(folder)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The shared data, which is read and never copied."""
    folder = Path(os.environ.get("BOT_SHARED_DIR", "../shared"))
    if not folder.is_dir():
        pytest.skip(f"Delade data saknas: {folder.resolve()}. Ange BOT_SHARED_DIR.")
    return folder


@pytest.fixture(scope="session")
def postgresql() -> Iterator[postgres.Cluster]:
    """A PostgreSQL server of this run's own."""
    programs = postgres.programs()
    if programs is None:
        pytest.skip("PostgreSQL saknas. Installera paketet postgresql.")
    with postgres.running(programs) as cluster:
        yield cluster


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a new, empty database: the test runs once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'records.db'}"
        return
    with request.getfixturevalue("postgresql").database() as url:
        yield url


@pytest.fixture(scope="session")
def queries() -> tuple[str, ...]:
    return (
        "Vad är målet med jämställdhetsstrategin?",
        "Hur arbetar regionen mot våld i nära relationer?",
        "Vem ansvarar för uppföljningen?",
        "När beslutades strategin?",
        "vad gäller för föräldralediga",
        "Hur stor är löneskillnaden mellan kvinnor och män?",
        "Vad betyder jämställdhetsintegrering?",
        "Vilka utbildningar får cheferna?",
        "Får män och kvinnor vård på lika villkor?",
        "diarienummer",
    )


@pytest.fixture(scope="session")
def passages() -> tuple[str, ...]:
    return (
        "Kvinnor och män ska ha samma makt att forma samhället och sina egna liv.",
        "Löneskillnaderna mellan kvinnor och män kartläggs varje år och redovisas för regionstyrelsen.",
        "Mäns våld mot kvinnor ska upphöra. Alla har rätt till kroppslig integritet, oavsett kön och ålder.",
        "Beslut fattades av regionfullmäktige den 12 juni 2023, § 87, diarienummer RS 2023/0412.",
        "Chefer på alla nivåer ansvarar för att målen i strategin blir kända och följs upp.",
        "Statistik som rör individer ska vara uppdelad på kön där det är möjligt.",
        "Föräldralediga medarbetare ska ha samma löneutveckling som andra.",
        "Vården ska ges på lika villkor utifrån behov, oavsett kön, ålder eller bostadsort."
        + " Ingen väljs bort." * 20,
        "Budgeten för jämställdhetsarbetet uppgår till 4,5 miljoner kronor 2024–2027.",
        "Uppföljningen sker i samband med årsredovisningen." + " Rapporten går till länsstyrelsen." * 40,
    )
