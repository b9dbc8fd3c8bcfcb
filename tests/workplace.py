"""A small place to build and publish in: documents, golden questions, records, and everything that releases."""

import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.gate import Gate
from index.build import Report, Workshop, build_sources
from index.chosen import Chooser
from index.collection import Collection
from index.encoder import Encoder, Progress, silent
from index.generations import Generations
from index.kinds import DEFAULT_WEIGHTS
from index.readers.process import ReaderProcess
from web.clock import utc_now
from web.records.audit import Action, Audit
from web.records.builds import Build, Builds
from web.records.database import Records, default_url
from web.records.golden import GoldenQuestions
from web.records.roles import Role
from web.releasing.doer import Operator
from web.releasing.golden import golden_questions
from web.releasing.job import Job
from web.releasing.releases import GOING_ON, Releases
from web.settings import Settings

ADMINISTRATOR = Operator("anna@exempel.se", Role.ADMINISTRATOR)
EDITOR = Operator("erik@exempel.se", Role.EDITOR)
COST = "Beslutet medför inga kostnader."
DECISION = "# Regionens beslut\n\n## Anslutning\n\nAlla organisationer kan ansluta sig till strategin. {}\n"
GOLDEN: Sequence[dict[str, str]] = (
    {"question": "Vad kostar beslutet?", "document": "beslut.md", "answer": "inga kostnader"},
    {"question": "Hur lång är kön till tandreglering?", "document": "none", "answer": ""},
)
_LONGEST_WAIT = 120.0


def _no_step(_name: str, _total: int) -> Progress:
    return silent


@dataclass(frozen=True, slots=True)
class Workplace:
    """Builds run in this process, with the encoder that is given, or as the product's own process."""

    settings: Settings
    records: Records
    releases: Releases
    encoder: Encoder
    reader: ReaderProcess

    @property
    def audit(self) -> Audit:
        return Audit(self.records)

    @property
    def live(self) -> str | None:
        return Generations(self.settings.var_dir).current()

    def write(self, sentence: str = COST, name: str = "beslut.md") -> None:
        """A decision that anybody may join and that ends with a sentence."""
        (self.settings.documents_dir / name).write_text(DECISION.format(sentence), encoding="utf-8")

    def build(self) -> Build:
        """A build from start to its comparison, in this process."""
        with self.releases.here(EDITOR) as begun:
            return self.job().run(begun.id)

    def published(self, sentence: str = COST) -> Build:
        """The same of a decision with that sentence, published whatever the gate says."""
        self.write(sentence)
        return self.releases.publishing.publish(self.build().id, ADMINISTRATOR, "Det behövs i provet.")

    def job(self) -> Job:
        settings, added = self.settings, GoldenQuestions(self.records)
        chooser = Chooser(settings.var_dir, lambda _hash: self.encoder, DEFAULT_WEIGHTS)
        return Job(
            records=self.records,
            builds=Builds(self.records),
            audit=self.audit,
            generations=Generations(settings.var_dir),
            make=self._make,
            golden=lambda: golden_questions(settings.documents_dir, added),
            gate=Gate(chooser.open, utc_now().date(), _no_step),
        )

    def ended(self, build_id: str) -> Build:
        """Wait for a build in a process of its own."""
        deadline = time.monotonic() + _LONGEST_WAIT
        while (build := self.releases.get(build_id)).state in GOING_ON:
            assert time.monotonic() < deadline, self.log(build_id)
            time.sleep(0.1)
        return build

    def log(self, build_id: str) -> str:
        return self.releases.files(build_id).log.read_text(encoding="utf-8")

    def deeds(self, action: Action) -> list[str]:
        """What was noted about deeds of a kind, the newest first: who, and the detail."""
        return [f"{line.actor}: {line.detail}" for line in self.audit.lines() if line.action == action]

    def _make(self) -> Report:
        settings = self.settings
        shop = Workshop(settings.var_dir, self.reader, self.encoder.hash, lambda: self.encoder, _no_step)
        return build_sources(Collection(settings.documents_dir, settings.var_dir).sources, shop)


@contextmanager
def workplace_in(
    folder: Path, encoders_dir: Path, encoder: Encoder, golden: Sequence[dict[str, str]] = GOLDEN
) -> Iterator[Workplace]:
    """A place with one decision that answers every golden question, of which nothing is built yet."""
    documents, var_dir = folder / "documents", folder / "var"
    documents.mkdir()
    var_dir.mkdir()
    (var_dir / "encoders").symlink_to(encoders_dir.resolve())
    (documents / "golden.yaml").write_text(yaml.safe_dump(list(golden), allow_unicode=True), encoding="utf-8")
    settings = Settings.model_validate({"var_dir": var_dir, "documents_dir": documents, "rate_limits": False})
    with closing(Records.open(default_url(var_dir))) as records, ReaderProcess() as reader:
        place = Workplace(settings, records, Releases(settings, records), encoder, reader)
        place.write()
        yield place
