import subprocess
import sys
from pathlib import Path

import pytest

from index.readers.blocks import ReadFailure, UnreadableFileError
from index.readers.registry import MAX_FILE_BYTES, SUFFIXES, read_file


def failure_of(path: Path) -> ReadFailure:
    with pytest.raises(UnreadableFileError) as error:
        read_file(path)
    return error.value.failure


def test_every_promised_format_has_a_reader() -> None:
    assert set(SUFFIXES) >= {".txt", ".md", ".html", ".pdf", ".docx", ".odt"}


@pytest.mark.parametrize("name", ["fil.doc", "fil.exe", "fil", "fil.txt.meta.yaml"])
def test_other_formats_are_unsupported(tmp_path: Path, name: str) -> None:
    assert failure_of(tmp_path / name) is ReadFailure.UNSUPPORTED


def test_the_case_of_a_suffix_makes_no_difference(tmp_path: Path) -> None:
    path = tmp_path / "FIL.TXT"
    path.write_text("Text.")
    assert read_file(path).blocks[0].text == "Text."


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_a_file_over_the_limit_is_too_large_whatever_its_format(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"fil{suffix}"
    with path.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    assert failure_of(path) is ReadFailure.TOO_LARGE


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_a_file_of_no_bytes_is_empty_whatever_its_format(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"fil{suffix}"
    path.touch()
    assert failure_of(path) is ReadFailure.EMPTY


@pytest.mark.parametrize("text", [" \n\n", "---\ntitle: Tom\n---\n"])
def test_a_file_without_text_is_empty(tmp_path: Path, text: str) -> None:
    path = tmp_path / "fil.md"
    path.write_text(text)
    assert failure_of(path) is ReadFailure.EMPTY


def test_a_file_that_is_gone_is_damaged(tmp_path: Path) -> None:
    assert failure_of(tmp_path / "borta.txt") is ReadFailure.DAMAGED


def test_metadata_beside_a_file_overrides_its_own(tmp_path: Path) -> None:
    path = tmp_path / "fil.md"
    path.write_text("---\ntitle: Gammal\nissuer: Region\n---\n\nText.\n")
    (tmp_path / "fil.md.meta.yaml").write_text("title: Ny\nvalid_to: 2027-12-31\nid: annat\n")
    assert read_file(path).metadata == {"title": "Ny", "issuer": "Region", "valid_to": "2027-12-31"}


@pytest.mark.parametrize("yaml", ["title: [", "- lista", "bara text"])
def test_metadata_that_cannot_be_read_stops_the_file(tmp_path: Path, yaml: str) -> None:
    path = tmp_path / "fil.txt"
    path.write_text("Text.")
    (tmp_path / "fil.txt.meta.yaml").write_text(yaml)
    assert failure_of(path) is ReadFailure.BAD_METADATA


def test_a_text_file_loads_no_library_of_another_format(tmp_path: Path) -> None:
    path = tmp_path / "fil.txt"
    path.write_text("Text.")
    code = (
        "import sys; from pathlib import Path; from index.readers.registry import read_file;"
        f"read_file(Path({str(path)!r}));"
        "print({'pypdfium2', 'docx', 'odfdo', 'bs4', 'markdown_it'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
