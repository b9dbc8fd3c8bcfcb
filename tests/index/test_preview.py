"""How a file is read, before it is built into anything; and the commands that show it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from index.preview import preview
from index.readers.blocks import Block, BlockKind, ReadFile

FILE = ReadFile(
    (
        Block(BlockKind.HEADING, "Beslutet", 1, page=1),
        Block(BlockKind.PARAGRAPH, "Det är fattat. Det gäller nu.", page=1),
        Block(BlockKind.HEADING, "Skälen", 2, page=3),
        Block(BlockKind.PARAGRAPH, "De är många.", page=3),
    ),
    {"kind": "beslut", "decided_on": "2024-03-01"},
)


def _command(folder: Path, *arguments: str) -> dict[str, Any]:
    environment = os.environ | {"BOT_VAR_DIR": str(folder / "var"), "BOT_DOCUMENTS_DIR": str(folder)}
    command = [sys.executable, "-m", "index", *arguments, "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_it_shows_passages_sentences_pages_and_metadata() -> None:
    shown = preview(FILE, "beslut.pdf", slice(0, None))
    assert [(one.heading_path, one.page, one.sentences) for one in shown.passages] == [
        (("Beslutet",), 1, ("Det är fattat.", "Det gäller nu.")),
        (("Beslutet", "Skälen"), 3, ("De är många.",)),
    ]
    assert shown.metadata is not None
    assert (shown.metadata.title, shown.metadata.kind) == ("Beslutet", "beslut")
    assert (shown.pages, shown.empty_pages, shown.sentence_count) == (3, (2,), 3)


def test_it_shows_a_part_and_counts_the_whole() -> None:
    shown = preview(FILE, "beslut.pdf", slice(1, 2))
    assert (shown.first, len(shown.passages), shown.passage_count) == (1, 1, 2)
    assert preview(FILE, "beslut.pdf", slice(0, 0)).passages == ()


def test_a_file_is_previewed_from_the_terminal_under_the_name_it_has_in_the_index(tmp_path: Path) -> None:
    (tmp_path / "0123.txt").write_text("Det är fattat.\n", encoding="utf-8")
    shown = _command(tmp_path, "preview", str(tmp_path / "0123.txt"), "--path", "beslut/om-vatten.txt")
    assert (shown["metadata"]["title"], shown["metadata"]["kind"]) == ("Om vatten", "beslut")
    assert shown["passages"][0]["sentences"] == ["Det är fattat."]


def test_a_file_that_cannot_be_read_or_kept_has_a_reason(tmp_path: Path) -> None:
    (tmp_path / "sida.txt").write_text("<html><p>Det är fattat.</p></html>", encoding="utf-8")
    assert _command(tmp_path, "preview", str(tmp_path / "sida.txt"))["failure"] is None
    refused = _command(tmp_path, "preview", str(tmp_path / "sida.txt"), "--inspect")
    assert refused["failure"] == "Innehållet är inte av det format som filnamnet anger."
    (tmp_path / "tom.pdf").write_bytes(b"")
    assert _command(tmp_path, "preview", str(tmp_path / "tom.pdf"))["failure"] == "Filen innehåller ingen text."


def test_the_documents_of_the_next_build_are_listed(tmp_path: Path) -> None:
    (tmp_path / "beslut.txt").write_text("Det är fattat.\n", encoding="utf-8")
    [entry] = _command(tmp_path, "documents")["documents"]
    assert (entry["id"], entry["uploaded"], entry["removed"]) == ("beslut", False, False)
