"""Commands that see a stage as an image would have it: at /opt and /srv, with Python at /usr/local.

A mount namespace of the command's own; nothing of this machine's file system can be written in it.
"""

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

USER = "10001"
_UNPRIVILEGED = [
    "setpriv",
    f"--reuid={USER}",
    f"--regid={USER}",
    "--clear-groups",
    "--bounding-set=-all",
    "--inh-caps=-all",
    "--no-new-privs",
]
_PATH = "/usr/local/bin:/usr/bin:/bin"
_MOUNTS = """
set -e
mkdir -p {root}/opt {root}/srv/bot {host}
mount --bind /opt {host}
mount --bind {root}/opt /opt
mount --bind {root}/srv /srv
for folder in {host}/*; do
    mkdir -p "/opt/$(basename "$folder")"
    mount --bind "$folder" "/opt/$(basename "$folder")"
done
mount --bind {python} /usr/local
{more}
mount -o remount,bind,ro /
cd {workdir}
exec "$@"
"""
_BUILDING = """
mkdir -p {cache}
mount --bind {cache} {cache}
mount -t tmpfs tmpfs /tmp
"""
_RUNNING = """
mount --bind {var} /srv/bot/var
mount -o remount,bind,ro /opt
mount -o remount,bind,ro /srv
mount -t tmpfs -o ro tmpfs /tmp
"""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """Where a stage lies, and what an instruction of it would run with."""

    root: Path
    workdir: str = "/"
    environment: Mapping[str, str] = field(default_factory=dict)

    def building(self, command: str) -> list[str]:
        """A RUN: as root, in a shell, with this machine's package index and what it fetched from there before."""
        cache = _cache()
        # An image is not to keep it; here it lies outside.
        kept = {name: value for name, value in self.environment.items() if name != "PIP_NO_CACHE_DIR"}
        stage = Enclosure(self.root, self.workdir, {**kept, **_packages(), "PIP_CACHE_DIR": str(cache)})
        return stage._enclosed(_BUILDING.format(cache=shlex.quote(str(cache))), ["sh", "-c", command])

    def running(self, command: Sequence[str], var: Path) -> list[str]:
        """A container: read-only but for the var folder, without root or any capability."""
        return self._enclosed(_RUNNING.format(var=shlex.quote(str(var))), [*_UNPRIVILEGED, *command])

    def with_settings(self, more: Mapping[str, str]) -> "Enclosure":
        """The same with more in its environment."""
        return Enclosure(self.root, self.workdir, {**self.environment, **more})

    def _enclosed(self, more: str, command: Sequence[str]) -> list[str]:
        script = _MOUNTS.format(
            root=shlex.quote(str(self.root)),
            host=shlex.quote(str(self.root.with_name("host-opt"))),
            python=shlex.quote(sys.base_prefix),
            workdir=shlex.quote(self.workdir),
            more=more,
        )
        # What a Python that is built with a shared library finds beside itself in an image.
        libraries = {"LD_LIBRARY_PATH": "/usr/local/lib"}
        environment = {"PATH": _PATH, **libraries, **self.environment}
        named = [f"{name}={value}" for name, value in environment.items()]
        namespace = ["unshare", "--mount", "--propagation", "private"]
        return [*namespace, "env", "-i", *named, "bash", "-c", script, "enclosure", *command]


def possible() -> bool:
    """Whether this machine lets a mount namespace be made: it takes root."""
    test = ["unshare", "--mount", "--propagation", "private", "mount", "-t", "tmpfs", "tmpfs", "/tmp"]  # noqa: S108
    return subprocess.run(test, capture_output=True, check=False).returncode == 0


def _packages() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.startswith("PIP_")}


def _cache() -> Path:
    """Where pip of this machine keeps what it fetched."""
    command = [sys.executable, "-m", "pip", "cache", "dir"]
    return Path(subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip())
