"""The configuration as it is shown: with every secret masked, or as the table of docs/configuration.md."""

import json
from collections.abc import Callable
from typing import Any

from pydantic import SecretStr
from pydantic_core import to_jsonable_python

from index.configuration import is_secret, name_of
from web.settings import Settings

MASK = "********"
_HEAD = "| inställning | standard | vad |\n| --- | --- | --- |\n"


def masked(settings: Settings) -> dict[str, Any]:
    """Every setting by its name in the environment, as JSON values; a secret that is set is MASK."""
    return {name_of(field): _value(getattr(settings, field)) for field in type(settings).model_fields}


def as_lines(settings: Settings) -> str:
    """A line for each setting, in the form of a file; those that have their default say so."""
    defaults = masked(_defaults())
    return "\n".join(
        f"{name}={_written(value)}" + ("  # standard" if value == defaults[name] else "")
        for name, value in masked(settings).items()
    )


def as_json(settings: Settings) -> str:
    return json.dumps(masked(settings), ensure_ascii=False, indent=1)


def as_markdown(_settings: Settings) -> str:
    """The table of every setting: its name, its default and what it means."""
    defaults = masked(_defaults())
    rows = []
    for field, info in Settings.model_fields.items():
        default = _written(defaults[name_of(field)])
        shown = f"`{default}`" if default else "–"
        secret = " Hemlig." if is_secret(info) else ""
        rows.append(f"| `{name_of(field)}` | {shown} | {info.description}{secret} |")
    return _HEAD + "\n".join(rows)


FORMS: dict[str, Callable[[Settings], str]] = {"lines": as_lines, "json": as_json, "markdown": as_markdown}


def _defaults() -> Settings:
    values = {field: info.get_default(call_default_factory=True) for field, info in Settings.model_fields.items()}
    return Settings.model_construct(None, **values)


def _value(value: Any) -> Any:
    if isinstance(value, SecretStr):
        return MASK if value.get_secret_value() else ""
    return to_jsonable_python(value)


def _written(value: Any) -> str:
    if isinstance(value, bool | dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
