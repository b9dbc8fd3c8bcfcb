"""Reads the Dockerfile: its stages and their instructions."""

import json
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_FROM = re.compile(r"(?P<base>\S+) AS (?P<name>[a-z-]+)")


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction: its word in capitals, and what follows it on one line."""

    word: str
    text: str

    def pairs(self) -> dict[str, str]:
        """The names and values of an ENV or ARG; an ARG without a value has ''."""
        return {name: value for name, _, value in (item.partition("=") for item in shlex.split(self.text))}

    def words(self) -> list[str]:
        """The words of an instruction in exec form, or of one that is not a list."""
        return list(json.loads(self.text)) if self.text.startswith("[") else shlex.split(self.text)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: its name, the image or stage that it starts from, and its instructions in order."""

    name: str
    base: str
    instructions: tuple[Instruction, ...]

    def last(self, word: str) -> Instruction | None:
        found = [instruction for instruction in self.instructions if instruction.word == word]
        return found[-1] if found else None


def read_stages(path: Path = ROOT / "Dockerfile") -> dict[str, Stage]:
    """The stages by name, in the order of the file. Raises ValueError for a FROM without a name."""
    stages: dict[str, Stage] = {}
    for instruction in _instructions(path.read_text(encoding="utf-8")):
        if instruction.word == "FROM":
            found = _FROM.fullmatch(instruction.text)
            if not found:
                raise ValueError(f"a stage has no name: {instruction.text}")
            name = found["name"]
            stages[name] = Stage(name, found["base"], ())
        else:
            stage = stages[name]
            stages[name] = Stage(name, stage.base, (*stage.instructions, instruction))
    return stages


def lineage(stages: dict[str, Stage], name: str) -> list[Stage]:
    """The stages that a stage consists of, from the first."""
    stage = stages[name]
    return [*(lineage(stages, stage.base) if stage.base in stages else []), stage]


def in_context(ignore: Path = ROOT / ".dockerignore") -> list[str]:
    """What of the repository's top level the build may see."""
    lines = ignore.read_text(encoding="utf-8").split()
    if lines[0] != "*":
        raise ValueError("everything is to be left out first")
    return [line.removeprefix("!") for line in lines if line.startswith("!")]


def _instructions(text: str) -> list[Instruction]:
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    joined = re.sub(r"\s*\\\n\s*", " ", "\n".join(lines))
    found = [line.split(maxsplit=1) for line in joined.splitlines() if line.strip()]
    return [Instruction(word, rest.strip()) for word, rest in found]
