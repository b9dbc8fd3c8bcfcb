"""The command `release`: build, ask the golden questions, publish. The button's own process is the same command."""

import argparse
import json
import logging
import os
import signal
import sys
from contextlib import closing
from typing import TYPE_CHECKING

from web.settings import Settings

if TYPE_CHECKING:
    from web.records.builds import Build
    from web.records.database import Records
    from web.releasing.folder import Step

NAME = "release"
DONE, FAILED, WORSE, ANOTHER_BUILD = 0, 1, 3, 4
_POLITENESS = 10
"""So much less urgent than an answer is a build that nobody watches in a terminal."""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command and its arguments."""
    text = "Bygg, ställ testfrågorna och publicera."
    parser = commands.add_parser(NAME, help=text, description=text)
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--publish", metavar="BYGGE", help="publicera ett bygge som är klart, utan att bygga")
    instead.add_argument("--rollback", metavar="INDEX", help="gå tillbaka till ett index som har varit publicerat")
    instead.add_argument("--no-publish", action="store_true", help="bygg och jämför utan att publicera")
    parser.add_argument("--reason", default="", metavar="TEXT", help="varför det publiceras också med sämre svar")
    parser.add_argument("--json", action="store_true", help="svara med JSON")
    parser.add_argument("--job", metavar="ID", help=argparse.SUPPRESS)
    parser.add_argument("--lock", type=int, metavar="NUMMER", help=argparse.SUPPRESS)


def run(given: argparse.Namespace, settings: Settings) -> int:
    """Release, and give the exit code.

    0 done, 1 failed, 3 worse than what is live and no reason given, 4 another build goes on.
    """
    from index.errors import BuildRunningError, IndexingError
    from web.records.database import Records, default_url
    from web.records.errors import RecordsError
    from web.releasing.errors import BuildGoingOnError, GateRefusedError, ReleaseError

    try:
        records = Records.open(settings.database_url.get_secret_value() or default_url(settings.var_dir))
        with closing(records):
            if given.job:
                return _job(given, settings, records)
            if given.publish or given.rollback:
                return _switch(given, settings, records)
            return _release(given, settings, records)
    except GateRefusedError as error:
        return _told(error, WORSE)
    except (BuildGoingOnError, BuildRunningError) as error:
        return _told(error, ANOTHER_BUILD)
    except (ReleaseError, RecordsError, IndexingError) as error:
        return _told(error, FAILED)


def _job(given: argparse.Namespace, settings: Settings, records: "Records") -> int:
    """What the button has started: the build is in the records, and its lock is inherited."""
    from web.releasing.releases import Releases

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    os.nice(_POLITENESS)
    # The reader is a process of its own, and may not keep the lock if it outlives this one.
    os.set_inheritable(given.lock, False)
    return _code(_make(given.job, settings, records, Releases(settings, records).files(given.job).step))


def _release(given: argparse.Namespace, settings: Settings, records: "Records") -> int:
    from index.terminal import step
    from web.records.builds import BuildState
    from web.releasing.doer import Operator
    from web.releasing.errors import GateRefusedError
    from web.releasing.folder import both
    from web.releasing.releases import Releases

    # A shell that starts it in the background has it ignore an interrupt; a supervisor sends the other one.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    releases, operator = Releases(settings, records), Operator()
    with releases.here(operator) as begun:
        build = _make(begun.id, settings, records, both(releases.files(begun.id).step, step))
    code = _code(build)
    if build.state is BuildState.READY and not given.no_publish:
        try:
            build = releases.publishing.publish(build.id, operator, given.reason)
        except GateRefusedError as error:
            code = _told(error, WORSE)
    elif build.gate is not None and build.gate["is_worse"] and not given.reason:
        code = WORSE
    _show(build, as_json=given.json)
    return code


def _switch(given: argparse.Namespace, settings: Settings, records: "Records") -> int:
    """Make something live that is built already."""
    from web.releasing.doer import Operator
    from web.releasing.releases import Releases

    publishing = Releases(settings, records).publishing
    if given.publish:
        _show(publishing.publish(given.publish, Operator(), given.reason), as_json=given.json)
        return DONE
    manifest = publishing.rollback(given.rollback, Operator(), given.reason)
    fields = {"id": manifest.id, "created": manifest.created, "documents": manifest.documents}
    print(json.dumps(fields) if given.json else f"Publicerat är nu {manifest.id}, byggt {manifest.created}.")
    return DONE


def _make(build_id: str, settings: Settings, records: "Records", step: "Step") -> "Build":
    """Put the parts of a job together and run it."""
    from bot.gate import Gate
    from index.build import Report, Workshop, build_sources
    from index.chosen import Chooser
    from index.collection import Collection
    from index.encoders import configured_hash
    from index.generations import Generations
    from index.readers.process import ReaderProcess
    from web.clock import utc_now
    from web.records.audit import Audit
    from web.records.builds import Builds
    from web.records.golden import GoldenQuestions
    from web.releasing.encoders import ReleaseEncoders
    from web.releasing.golden import golden_questions
    from web.releasing.job import Job

    encoders = ReleaseEncoders(settings)
    chooser = Chooser(settings.var_dir, encoders.by_hash, settings.kind_weights)

    def make() -> Report:
        collection = Collection(settings.documents_dir, settings.var_dir)
        encoder_hash = configured_hash(settings)
        with ReaderProcess() as reader:
            shop = Workshop(settings.var_dir, reader, encoder_hash, encoders.configured, step)
            return build_sources(collection.sources, shop)

    return Job(
        records=records,
        builds=Builds(records),
        audit=Audit(records),
        generations=Generations(settings.var_dir),
        make=make,
        golden=lambda: golden_questions(settings.documents_dir, GoldenQuestions(records)),
        gate=Gate(chooser.open, utc_now().date(), step),
    ).run(build_id)


def _code(build: "Build") -> int:
    return _told(build.error, FAILED) if build.error else DONE


def _told(error: object, code: int) -> int:
    print(error, file=sys.stderr)
    return code


def _show(build: "Build", *, as_json: bool) -> None:
    from bot.gate import GateReport
    from bot.gate_lines import lines
    from web.releasing.showing import build_to_dict

    if as_json:
        print(json.dumps(build_to_dict(build), ensure_ascii=False))
        return
    print(f"Bygge {build.id}: {build.state.value}")
    for path, reason in (build.report or {}).get("failures", {}).items():
        print(f"  {path} kunde inte läsas: {reason}")
    if build.gate is not None:
        print("\n".join(lines(GateReport.from_dict(build.gate))))
