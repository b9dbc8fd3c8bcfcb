"""The index from the terminal: encoder, build, publish, rollback, status, documents, preview and search."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from index.configuration import ConfigurationError, configured
from index.errors import BuildRunningError, IndexingError
from index.settings import IndexSettings

DONE, FAILED, USAGE, ANOTHER_BUILD = 0, 1, 2, 4


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 failed, 2 usage, 4 another build is running."""
    args = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace, IndexSettings], dict[str, Any]] = args.command
    try:
        result = command(args, configured(IndexSettings))
    except ConfigurationError as error:
        print(error, file=sys.stderr)
        return USAGE
    except BuildRunningError as error:
        print(error, file=sys.stderr)
        return ANOTHER_BUILD
    except IndexingError as error:
        print(error, file=sys.stderr)
        return FAILED
    if args.json:
        print(json.dumps(result, ensure_ascii=False, default=date.isoformat))
    else:
        args.show(result)
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m index", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="KOMMANDO")

    def add(name: str, run: Callable[..., dict[str, Any]], text: str, show: Callable[..., None] = _show) -> Any:
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("--json", action="store_true", help="svara med JSON")
        command.set_defaults(command=run, show=show)
        return command

    add("encoder", _encoder, "Gör kodaren klar (en gång).")
    build = add("build", _build, "Bygg index av dokumenten och publicera det.")
    build.add_argument("folders", nargs="*", type=Path, metavar="MAPP")
    build.add_argument("--no-publish", action="store_true", help="bygg utan att publicera")
    add("publish", _publish, "Publicera en generation.").add_argument("id", nargs="?")
    add("rollback", _rollback, "Gå tillbaka till en tidigare generation.").add_argument("id", nargs="?")
    add("status", _status, "Visa generationerna.")
    add("documents", _documents, "Visa dokumenten som nästa bygge läser, och de borttagna.", _show_documents)
    preview = add("preview", _preview, "Visa hur en fil läses, utan att bygga något.", _show_preview)
    preview.add_argument("file", type=Path, metavar="FIL")
    preview.add_argument("--inspect", action="store_true", help="avvisa också det som inte är säkert att spara")
    preview.add_argument("--path", metavar="NAMN", help="vad filen heter i dokumentmappen; annars sitt eget namn")
    preview.add_argument("--first", type=int, default=0, metavar="NR", help="första avsnittet som visas, från 0")
    preview.add_argument("--most", type=int, metavar="ANTAL", help="så många avsnitt som högst visas")
    add("search", _search, "Visa vad en sökning ger.", _show_search).add_argument("query")
    return parser


def _encoder(_args: argparse.Namespace, settings: IndexSettings) -> dict[str, Any]:
    from index.encoders import ensure
    from index.terminal import step

    folder = ensure(settings, step("Gör kodaren klar", 0))
    return {"encoder": folder.name, "folder": str(folder)}


def _build(args: argparse.Namespace, settings: IndexSettings) -> dict[str, Any]:
    from index import sources
    from index.build import Workshop, build_sources
    from index.collection import Collection
    from index.encoders import configured_hash, open_encoder
    from index.publishing import publish
    from index.readers.process import ReaderProcess
    from index.terminal import step

    encoder_hash = configured_hash(settings)
    collection = Collection(settings.documents_dir, settings.var_dir)
    find = collection.sources if not args.folders else lambda: sources.find(args.folders)
    with ReaderProcess() as reader:
        shop = Workshop(settings.var_dir, reader, encoder_hash, lambda: open_encoder(settings), step)
        report = build_sources(find, shop)
    if not args.no_publish:
        publish(settings.var_dir, report.generation)
    return asdict(report)


def _publish(args: argparse.Namespace, settings: IndexSettings) -> dict[str, Any]:
    from index.publishing import publish

    return {"published": publish(settings.var_dir, args.id).id}


def _rollback(args: argparse.Namespace, settings: IndexSettings) -> dict[str, Any]:
    from index.publishing import rollback

    return {"published": rollback(settings.var_dir, args.id).id}


def _status(_args: argparse.Namespace, settings: IndexSettings) -> dict[str, Any]:
    from index.generations import Generations

    generations = Generations(settings.var_dir)
    manifests = [asdict(generations.manifest(generation_id)) for generation_id in generations.ids()]
    for manifest in manifests:
        del manifest["checksums"]
    return {"current": generations.current(), "generations": manifests}


def _documents(_args: argparse.Namespace, settings: IndexSettings) -> dict[str, Any]:
    from index.collection import Collection

    entries = Collection(settings.documents_dir, settings.var_dir).entries()
    return {"documents": [asdict(entry) | {"location": str(entry.location)} for entry in entries]}


def _preview(args: argparse.Namespace, _settings: IndexSettings) -> dict[str, Any]:
    from index.preview import preview_file

    last = None if args.most is None else args.first + args.most
    name = args.path or args.file.name
    return asdict(preview_file(args.file, name, slice(args.first, last), inspects=args.inspect))


def _search(args: argparse.Namespace, settings: IndexSettings) -> dict[str, Any]:
    from index.live import LiveSearcher

    live = LiveSearcher.from_settings(settings)
    live.refresh()
    return asdict(live.search(args.query))


def _show(result: dict[str, Any]) -> None:
    for name, value in result.items():
        if not isinstance(value, dict | list):
            print(f"{name}: {value}")
            continue
        print(f"{name}: {len(value)}")
        for row in value.items() if isinstance(value, dict) else value:
            print(f"  {row}")


def _show_documents(result: dict[str, Any]) -> None:
    for entry in result["documents"]:
        origin = "uppladdat" if entry["uploaded"] else "medföljer"
        print(f"{entry['id']}  {entry['path']}  {'borttaget' if entry['removed'] else origin}")


def _show_preview(result: dict[str, Any]) -> None:
    if result["failure"]:
        print(result["failure"])
        return
    print(f"{result['metadata']['title']}: {result['passage_count']} avsnitt, {result['sentence_count']} meningar")
    for number, passage in enumerate(result["passages"], start=result["first"] + 1):
        place = " › ".join(passage["heading_path"]) + (f", sidan {passage['page']}" if passage["page"] else "")
        print(f"\n{number}. {place}")
        for sentence in passage["sentences"]:
            print(f"   {sentence}")


def _show_search(result: dict[str, Any]) -> None:
    for name in ("hits", "rejected"):
        print(f"{name}:")
        for hit in result[name]:
            place = " › ".join((hit["source"]["path"], *hit["heading_path"]))
            print(f"  {hit['score']:6.2f}  likhet {hit['dense']:.3f}  ord {hit['lexical']:6.2f}  {place}")
            best = max(hit["sentences"], key=lambda sentence: sentence["cosine"])
            print(f"          {best['text'][:150]}")
    print("ms:", {step: round(value, 1) for step, value in result["timings_ms"].items()})


if __name__ == "__main__":
    sys.exit(main())
