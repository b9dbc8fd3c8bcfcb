"""Runs inside the web node: what can be imported, what can be written, and documents for a build.

The program is handed over as text, since the node holds no tests: `imports NAME…` with the names that must be
missing, or `write FOLDER PRICE PLACE…`.
"""

import importlib
import importlib.util
import os
import pkgutil
import sys
from pathlib import Path

ELSEWHERE = {"index.models", "index.export", "index.quantisation"}
DYNAMIC = ("psycopg", "psycopg_binary", "redis", "sklearn.feature_extraction", "argon2", "alembic.command")


def check_imports(missing: list[str]) -> None:
    assert os.getuid() == 10001, os.getuid()
    assert [name for name in missing if importlib.util.find_spec(name) is not None] == []
    for package in ("bot", "index", "web"):
        for module in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
            # A migration is loaded by alembic, within a context of its own.
            if module.name not in ELSEWHERE and "migrations" not in module.name:
                _load(module.name)
    for name in DYNAMIC:
        importlib.import_module(name)
    for folder in ("/srv/bot", "/opt/bot", "/etc", "/tmp", "/"):  # noqa: S108
        assert not os.access(folder, os.W_OK), folder
    Path("var/written").touch()
    Path("var/written").unlink()


def _load(name: str) -> None:
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        # Ranking is measured where the service is developed.
        if error.name != "ir_measures" or not name.startswith("bot.evaluation."):
            raise


def write_documents(folder: Path, price: str, places: list[str]) -> None:
    """One document for each format that can be written here; the PDF comes from outside."""
    import docx
    from odfdo import Document, Paragraph

    markdown, html, text, _pdf, word, writer = (price.format(place) for place in places)
    folder.mkdir(parents=True)
    (folder / "slott.md").write_text(f"# Slott\n\n{markdown}\n", encoding="utf-8")
    (folder / "borg.html").write_text(f"<h1>Borg</h1><p>{html}</p>", encoding="utf-8")
    (folder / "torn.txt").write_text(text, encoding="utf-8")
    document = docx.Document()
    document.add_paragraph(word)
    document.save(str(folder / "palats.docx"))
    odt = Document("text")
    odt.body.append(Paragraph(writer))
    odt.save(str(folder / "herrgard.odt"))


if __name__ == "__main__":
    if sys.argv[1] == "imports":
        check_imports(sys.argv[2:])
    else:
        write_documents(Path(sys.argv[2]), sys.argv[3], sys.argv[4:])
