"""The commands that do what an address for scripts does: what each takes, and what it says when it is done."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from web.admin.describing import FIELDS
from web.records.asked import Handling
from web.records.roles import Role


class Place(StrEnum):
    """Where what is written goes in the call."""

    PATH = "path"
    QUERY = "query"
    BODY = "body"
    FILE = "file"
    PAIRS = "pairs"


@dataclass(frozen=True, slots=True)
class Argument:
    """One thing that is written. `many` of them make a list; `flag` is written with its name before it."""

    name: str
    place: Place
    help: str
    kind: Callable[[str], Any] = str
    choices: tuple[str, ...] = ()
    many: bool = False
    flag: bool = False
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Command:
    """`listed` is the field of the answer that is shown row by row, by `columns`; else `said` is, with its fields.

    With neither the answer is shown as JSON. `searches` says that the published index has to be open.
    """

    group: str
    deed: str
    help: str
    method: str
    path: str
    arguments: tuple[Argument, ...] = ()
    body: Mapping[str, Any] | None = None
    listed: str = ""
    columns: tuple[str, ...] = ()
    said: str = ""
    searches: bool = False


def _value(text: str) -> Any:
    """A text as it is written, or a list or a mapping as JSON. Raises ValueError."""
    return json.loads(text) if text.lstrip()[:1] in {"[", "{", '"'} else text


def _pair(text: str) -> tuple[str, str]:
    """NAMN=VÄRDE. Raises ValueError."""
    name, sign, value = text.partition("=")
    if not sign:
        raise ValueError(text)
    return name, value


GROUPS = {
    "documents": "Sköt dokumenten.",
    "questions": "Frågor som inte får svar.",
    "feedback": "Svar som inte var till hjälp.",
    "golden": "Testfrågor som nya index prövas med.",
    "figures": "Siffror per vecka.",
    "content": "Det som boten och sidan säger, och om tjänsten är stängd.",
    "keys": "API-nycklar.",
    "log": "Loggen över vem som gjort vad.",
    "builds": "Byggen och index som finns kvar.",
}
_NAMES = ", ".join(field.name for field in FIELDS)
_ID = Argument("id", Place.PATH, "dokumentets id")
_FILE = Argument("file", Place.FILE, "filen", Path)
_PAIRS = Argument("pairs", Place.PAIRS, f"uppgifter som NAMN=VÄRDE: {_NAMES}", _pair, many=True, needed=False)
_NUMBER = Argument("id", Place.PATH, "numret som list visar", int)
_STATUS = Argument("status", Place.QUERY, "bara de som hanteras så", choices=tuple(Handling), flag=True, needed=False)
_ROLE = Argument("role", Place.BODY, "rollen", choices=tuple(role.value for role in Role), flag=True)
_DOCUMENT = ("id", "state", "title")

COMMANDS = (
    Command("documents", "list", "Visa alla.", "GET", "/documents", (), None, "documents", _DOCUMENT, searches=True),
    Command(
        "documents", "add", "Ladda upp ett nytt.", "POST", "/documents", (_FILE, _PAIRS), said="Uppladdat som {id}."
    ),
    Command(
        "documents", "replace", "Ersätt filen.", "PUT", "/documents/{id}", (_ID, _FILE, _PAIRS), said="{id} är ersatt."
    ),
    Command("documents", "read", "Visa hur boten läser det.", "GET", "/documents/{id}/reading", (_ID,)),
    Command(
        "documents", "describe", "Ändra uppgifter.", "PATCH", "/documents/{id}", (_ID, _PAIRS), said="{id}: ändrat."
    ),
    Command("documents", "remove", "Ta bort.", "DELETE", "/documents/{id}", (_ID,), said="{id} är borttaget."),
    Command(
        "documents",
        "restore",
        "Ta tillbaka.",
        "PATCH",
        "/documents/{id}",
        (_ID,),
        {"removed": False},
        said="{id}: åter.",
    ),
    Command(
        group="questions",
        deed="list",
        help="Visa dem, grupperade efter betydelse.",
        method="GET",
        path="/questions",
        arguments=(_STATUS,),
        listed="groups",
        columns=("number", "last", "status", "wordings"),
        searches=True,
    ),
    Command(
        group="questions",
        deed="handle",
        help="Säg vad som görs åt dem.",
        method="PATCH",
        path="/questions",
        arguments=(
            Argument("ids", Place.BODY, "numren som list visar", int, many=True),
            Argument("status", Place.BODY, "vad som görs", choices=tuple(Handling), flag=True),
            Argument("unit", Place.BODY, "ansvarig enhet", flag=True, needed=False),
            Argument("note", Place.BODY, "en anteckning", flag=True, needed=False),
        ),
        said="Sparat.",
    ),
    Command("feedback", "list", "Visa dem.", "GET", "/feedback", (), None, "feedback", ("day", "number", "question")),
    Command(
        "golden", "list", "Visa tillagda.", "GET", "/golden-questions", (), None, "golden_questions", ("id", "question")
    ),
    Command(
        group="golden",
        deed="add",
        help="Lägg till en. Utan --document ska frågan inte besvaras.",
        method="POST",
        path="/golden-questions",
        arguments=(
            Argument("question", Place.BODY, "frågan"),
            Argument("document", Place.BODY, "sökvägen till dokumentet som ska svara", flag=True, needed=False),
            Argument("answer", Place.BODY, "ord som svaret ska innehålla", flag=True, needed=False),
        ),
        body={"document": None},
        said="Tillagd med nummer {id}.",
        searches=True,
    ),
    Command("golden", "remove", "Ta bort en.", "DELETE", "/golden-questions/{id}", (_NUMBER,), said="Borttagen."),
    Command(
        group="figures",
        deed="list",
        help="Visa dem.",
        method="GET",
        path="/figures",
        arguments=(Argument("weeks", Place.QUERY, "antal veckor", int, flag=True, needed=False),),
        listed="weeks",
        columns=("week", "questions", "searched", "share_answered"),
    ),
    Command("content", "list", "Visa allt.", "GET", "/content", (), None, "content", ("name", "changed", "value")),
    Command(
        group="content",
        deed="set",
        help="Ändra ett. Listor skrivs som JSON.",
        method="PUT",
        path="/content/{name}",
        arguments=(Argument("name", Place.PATH, "namnet"), Argument("value", Place.BODY, "värdet", _value)),
        said="{name} är ändrat. Det gäller inom två sekunder.",
    ),
    Command(
        "content",
        "reset",
        "Återställ ett.",
        "DELETE",
        "/content/{name}",
        (Argument("name", Place.PATH, "namnet"),),
        said="{name} är återställt.",
    ),
    Command(
        "content",
        "close",
        "Stäng tjänsten.",
        "PUT",
        "/content/closed",
        (Argument("value", Place.BODY, "vad som visas"),),
        said="Tjänsten är stängd inom två sekunder.",
    ),
    Command(
        "content", "open", "Öppna tjänsten.", "DELETE", "/content/closed", said="Tjänsten är öppen inom två sekunder."
    ),
    Command(
        "keys", "list", "Visa alla.", "GET", "/tokens", (), None, "tokens", ("id", "name", "role", "expires", "revoked")
    ),
    Command(
        group="keys",
        deed="create",
        help="Skapa en. Hemligheten visas en gång.",
        method="POST",
        path="/tokens",
        arguments=(
            Argument("name", Place.BODY, "namnet"),
            _ROLE,
            Argument("days", Place.BODY, "dagar som den gäller", int, flag=True),
        ),
        said="{secret}",
    ),
    Command("keys", "revoke", "Spärra en.", "DELETE", "/tokens/{id}", (_NUMBER,), said="Spärrad."),
    Command(
        group="log",
        deed="list",
        help="Visa rader, nyast först.",
        method="GET",
        path="/audit",
        arguments=(
            Argument("limit", Place.QUERY, "antal rader", int, flag=True, needed=False),
            Argument("matching", Place.QUERY, "bara rader med de orden", flag=True, needed=False),
        ),
        listed="lines",
        columns=("at", "actor", "action", "subject", "detail"),
    ),
    Command(
        "builds", "list", "Visa byggen.", "GET", "/builds", (), None, "builds", ("id", "state", "started", "error")
    ),
    Command(
        "builds",
        "cancel",
        "Avbryt ett bygge.",
        "DELETE",
        "/builds/{id}",
        (Argument("id", Place.PATH, "byggets id"),),
        said="{id}: {state}.",
    ),
    Command(
        "builds",
        "kept",
        "Visa index som finns kvar.",
        "GET",
        "/generations",
        (),
        None,
        "generations",
        ("id", "live", "can_be_rolled_back_to", "documents"),
    ),
)
