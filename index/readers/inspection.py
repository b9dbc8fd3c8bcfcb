"""Whether a file is safe to keep: its content is of the format that its name says, and nothing in it can run."""

from pathlib import Path

from index.readers import inspect_office, inspect_pdf, inspect_text


def inspect(path: Path) -> None:
    """Raises HazardousFileError, or UnreadableFileError for a file that is locked, damaged or expands too much.

    Says nothing of whether the file can be read. It may take much memory: call it in a process with limits.
    """
    match path.suffix.lower():
        case ".pdf":
            inspect_pdf.inspect(path)
        case ".docx":
            inspect_office.inspect_docx(path)
        case ".odt":
            inspect_office.inspect_odt(path)
        case ".html" | ".htm":
            inspect_text.inspect_html(path)
        case _:
            inspect_text.inspect_plain(path)
