"""Reading the configuration: a line of Swedish for each value that cannot be used, and for each unknown name."""

import os
import re
from collections.abc import Iterable
from difflib import get_close_matches
from enum import Enum
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin

from annotated_types import Ge, Gt, Le
from pydantic import SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, DotEnvSettingsSource, SettingsError

PREFIX = "BOT_"
FILE_NAME = "BOT_CONFIG_FILE"
_USUAL_FILE = ".env"
_NOT_SETTINGS = re.compile(rf"{FILE_NAME}|BOT_SHARED_DIR|BOT_TEST_\w+")
"""What is read from the environment but is no setting of the service."""

_LONGEST_SHOWN = 60
_WRONG = {
    "int_parsing": "är inget heltal",
    "int_from_float": "är inget heltal",
    "float_parsing": "är inget tal",
    "finite_number": "är inget tal",
    "bool_parsing": "är varken true eller false",
    "greater_than_equal": "är för litet",
    "greater_than": "är för litet",
    "less_than_equal": "är för stort",
    "less_than": "är för stort",
    "literal_error": "finns inte bland valen",
    "enum": "finns inte bland valen",
    "string_pattern_mismatch": "har fel form",
    "string_too_short": "är för kort",
    "string_too_long": "är för långt",
    "too_short": "är för kort",
    "too_long": "är för långt",
}

S = TypeVar("S", bound=BaseSettings)


class ConfigurationError(Exception):
    """The configuration cannot be used; `lines` says why, one for each setting, and repeats no secret."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = tuple(lines)
        super().__init__("\n".join(self.lines))


def configured(kind: type[S]) -> S:
    """The settings from the environment and the file. Raises ConfigurationError."""
    path = config_file()
    if FILE_NAME in os.environ and not path.is_file():
        raise ConfigurationError([f"{FILE_NAME}: filen {path} finns inte."])
    try:
        return kind()
    except ValidationError as error:
        raise ConfigurationError(explained(error, kind)) from None
    except (SettingsError, UnicodeDecodeError) as error:
        raise ConfigurationError([_unreadable(error, path)]) from None


def config_file() -> Path:
    """The file that is read beside the environment, whether it exists or not."""
    return Path(os.environ.get(FILE_NAME, _USUAL_FILE))


def name_of(field: str) -> str:
    """The name of a setting as it is written in the environment."""
    return PREFIX + field.upper()


def explained(error: ValidationError, kind: type[BaseSettings]) -> list[str]:
    """A line for each setting that is wrong: its name, what is wrong, and what is allowed."""
    found: dict[str, str] = {}
    for item in error.errors(include_url=False):
        field = str(item["loc"][0]) if item["loc"] else ""
        if field not in found:
            found[field] = _line(field, dict(item), kind.model_fields.get(field))
    return list(found.values())


def unknown_names(kind: type[BaseSettings]) -> list[str]:
    """A line for each BOT_* in the environment or the file that is no setting, with the name it may be meant for."""
    known = [name_of(field) for field in kind.model_fields]
    in_file = DotEnvSettingsSource(kind, env_file=config_file()).env_vars
    given = {name.upper() for name in (*os.environ, *in_file) if name.upper().startswith(PREFIX)}
    return [_unknown(name, known) for name in sorted(given - set(known)) if not _NOT_SETTINGS.fullmatch(name)]


def allowed(field: FieldInfo) -> str:
    """What a setting may be, in Swedish; the description where the type says too little."""
    extra = field.json_schema_extra
    if isinstance(extra, dict) and "allowed" in extra:
        return str(extra["allowed"])
    kind = field.annotation
    if kind is bool:
        return "true eller false"
    if get_origin(kind) is Literal:
        return " eller ".join(map(str, get_args(kind)))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return " eller ".join(str(member.value) for member in kind)
    if kind in (int, float):
        return ("heltal" if kind is int else "tal") + _span(field.metadata)
    return (field.description or "").rstrip(".")


def is_secret(field: FieldInfo) -> bool:
    return field.annotation is SecretStr


def _line(name: str, error: dict[str, Any], field: FieldInfo | None) -> str:
    if error["type"] == "value_error":
        text = str(error["ctx"]["error"])
        return f"{name_of(name)}: {text}" if name else text
    if field is None:
        return f"{name_of(name)}: värdet går inte att använda."
    value = "värdet" if is_secret(field) else f"”{_shown(error['input'])}”"
    return f"{name_of(name)}: {value} {_WRONG.get(error['type'], 'går inte att använda')}. Tillåtet: {allowed(field)}."


def _shown(value: object) -> str:
    text = re.sub(r"//[^/@\s]*@", "//***@", str(value))
    text = "".join(character if character.isprintable() else "�" for character in text)
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"


def _span(metadata: list[Any]) -> str:
    words = {Ge: ("från", "ge"), Gt: ("över", "gt"), Le: ("till", "le")}
    found = [(words[type(limit)]) + (limit,) for limit in metadata if type(limit) in words]
    return "".join(f" {word} {getattr(limit, name)}" for word, name, limit in found)


def _unreadable(error: Exception, path: Path) -> str:
    field = re.search(r'field "(\w+)"', str(error))
    if field is None:
        return f"Filen {path} går inte att läsa som UTF-8."
    return f"{name_of(field[1])}: värdet är inte giltig JSON."


def _unknown(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.75)
    meant = f" Menade du {near[0]}?" if near else ""
    return f"{name} är ingen inställning och läses inte.{meant}"
