"""The key that signs the cookie, shared by every worker: from the settings, or made once and kept in a file."""

import os
import secrets
import tempfile
from pathlib import Path

from web.admin.settings import AdminSettings

FILE = "secret.key"
_BYTES = 32


def secret_key(settings: AdminSettings) -> str:
    """The key. Of several processes that start at once, all get the same."""
    return settings.secret_key.get_secret_value() or _kept(settings.var_dir / FILE)


def _kept(path: Path) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _make(path)
    return path.read_text(encoding="ascii")


def _make(path: Path) -> None:
    # mkstemp gives the mode 0600. A link never replaces: whoever comes second keeps the key of the first.
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    made = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            path.hardlink_to(made)
        except FileExistsError:
            return
    finally:
        made.unlink()
