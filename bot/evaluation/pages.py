"""Writes the passages of a set as web pages, one document each, for the product's own reader."""

from collections.abc import Iterable
from html import escape
from pathlib import Path
from urllib.parse import quote

from bot.evaluation.sets import EvaluationPassage, EvaluationSet


def write_pages(passages: Iterable[EvaluationPassage], folder: Path) -> None:
    """One page for each passage, named by its id; pages of other passages are removed."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {f"{quote(passage.id, safe='')}.html": passage for passage in passages}
    for path in folder.iterdir():
        if path.name not in wanted:
            path.unlink()
    for name, passage in wanted.items():
        (folder / name).write_text(page(passage), encoding="utf-8")


def documents_of(chosen: EvaluationSet, pages: Path) -> Path:
    """The folder to build a set's documents from: its corpus, or else `pages`, written first."""
    if chosen.corpus is not None:
        return chosen.corpus
    write_pages(chosen.passages, pages)
    return pages


def page(passage: EvaluationPassage) -> str:
    """The title as the page's heading, and every line of the text as a paragraph."""
    title = " ".join(passage.title.split())
    lines = [line for line in map(str.strip, passage.text.splitlines()) if line]
    # A text that begins with its own title would say it twice.
    if len(lines) > 1 and " ".join(lines[0].split()) == title:
        del lines[0]
    heading = f"<h1>{escape(title)}</h1>\n" if title else ""
    body = "\n".join(f"<p>{escape(line)}</p>" for line in lines)
    return (
        f'<!doctype html>\n<html lang="sv">\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f"<main>\n{heading}{body}\n</main>\n</html>\n"
    )
