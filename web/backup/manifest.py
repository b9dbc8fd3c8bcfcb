"""What stands first of all to be known of a backup: its format, its date, and every file with its checksum."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from web.backup.errors import BackupDamagedError, BackupNewerError

FORMAT = 1
NAME = "manifest.json"
RECORDS = "records"
"""The folder in the archive with one file of JSON lines for each table."""

CURRENT = "current"
FOLDERS = ("collection", "archive", "documents", "withdrawn", "generations")
"""The folders of a var folder that are saved and restored as they are; of the generations the live one only."""

ENCODERS = "encoders"


@dataclass(frozen=True, slots=True)
class Manifest:
    """`created` is ISO 8601 in UTC, `live` the published generation or "", `files` maps names to SHA-256."""

    format: int
    created: str
    live: str
    encoder: str
    files: Mapping[str, str]

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1).encode()


def read_manifest(text: bytes) -> Manifest:
    """Raises BackupDamagedError and BackupNewerError."""
    try:
        fields: dict[str, Any] = json.loads(text)
        version = fields["format"]
        if isinstance(version, int) and version > FORMAT:
            raise BackupNewerError("Säkerhetskopian är skriven av en senare version av tjänsten. Uppdatera tjänsten.")
        manifest = Manifest(**fields)
        is_sound = version == FORMAT and all(
            isinstance(value, str) for pair in manifest.files.items() for value in pair
        )
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise BackupDamagedError("Filen är ingen säkerhetskopia, eller så är den skadad.") from error
    if not is_sound:
        raise BackupDamagedError("Filen är ingen säkerhetskopia, eller så är den skadad.")
    return manifest
