"""The images of the Dockerfile as this machine can have them: built step by step, and run as containers would be."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tests.bench.service import free_port
from tests.deploy.building import Builder
from tests.deploy.dockerfile import Stage, read_stages
from tests.deploy.enclosure import USER, Enclosure
from tests.deploy.node import Node

_VOLUMES = count()


@dataclass(frozen=True, slots=True)
class Image:
    """An image, and a folder for the volumes of its containers."""

    enclosure: Enclosure
    stage: Stage
    folder: Path

    def volume(self) -> Path:
        """A new and empty volume, which belongs to the user of the image."""
        folder = self.folder / f"var-{next(_VOLUMES)}"
        folder.mkdir()
        os.chown(folder, int(USER), int(USER))
        return folder

    def run(self, command: list[str], var: Path, **settings: str) -> str:
        """What the command prints. Raises CalledProcessError, with what it wrote as an error in this one's."""
        enclosed = self.enclosure.with_settings(settings).running(command, var)
        return subprocess.run(enclosed, stdout=subprocess.PIPE, text=True, check=True).stdout

    @contextmanager
    def running(self, var: Path) -> Iterator[Node]:
        """A container that does what the image does by itself."""
        words = [word for name in ("ENTRYPOINT", "CMD") if (item := self.stage.last(name)) for word in item.words()]
        port = free_port()
        # An image listens on all addresses of its own network; here there is no other network than the machine's.
        settings = {"BOT_HOST": "127.0.0.1", "BOT_PORT": str(port), "BOT_RATE_LIMITS": "false"}
        command = self.enclosure.with_settings(settings).running(words, var)
        with Node(command, port, var.with_suffix(".log")) as node:
            yield node

    def health(self, node: Node, var: Path) -> None:
        """Ask the image's own question. Raises CalledProcessError where it is not healthy."""
        instruction = self.stage.last("HEALTHCHECK")
        assert instruction is not None
        _options, _, command = instruction.text.partition("CMD ")
        words = [word.strip('"') for word in command.strip("[]").split(", ")]
        self.run(words, var, BOT_PORT=str(node.port))


class Images:
    """Every image of the Dockerfile, built below a folder when it is asked for."""

    def __init__(self, folder: Path, encoder: Path | None = None) -> None:
        """`encoder` as for a Builder."""
        # Whoever is no root looks in.
        folder.chmod(0o755)
        self._folder = folder
        self._stages = read_stages()
        self._builder = Builder(folder, self._stages, encoder)

    def image(self, name: str) -> Image:
        """Raises CalledProcessError where a step fails, FileNotFoundError for a missing file."""
        return Image(self._builder.build(name), self._stages[name], self._folder)
