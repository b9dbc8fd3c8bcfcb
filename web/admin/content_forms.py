"""The pieces of content, each as a form: what it is made of, what is written in it, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from bot.content import (
    LONGEST_LINE,
    LONGEST_TEXT,
    MOST_EXAMPLES,
    MOST_HELP_LINES,
    MOST_NOTICES,
    Content,
    HelpLine,
    Need,
    replaced,
)

NEEDS = {
    Need.DANGER: "Fara just nu",
    Need.VIOLENCE: "Våld och hot",
    Need.MEN: "Män som är utsatta",
    Need.TRANS: "Transpersoner som är utsatta",
    Need.CHILD: "Barn",
    Need.DESPAIR: "Den som inte vill leva",
    Need.HURTS_OTHERS: "Den som skadar andra",
}
HELP_LINES = "help_lines"
_FIELDS = {"number": "nummer", "name": "namn", "need": "behov"}
_NUMBER = "Skriv numret med siffror, mellanslag och bindestreck, som 020-50 50 50."
_NO_DANGER = "Minst en hjälplinje måste vara för fara just nu, som 112."
_ON_A_LINE = f"Skriv på en rad, med högst {LONGEST_LINE} tecken."
_IN_A_TEXT = f"Skriv en text med högst {LONGEST_TEXT} tecken."


@dataclass(frozen=True, slots=True)
class Piece:
    """A field of Content. `most` texts are in it, each on a line of its own or in a `tall` field."""

    field: str
    address: str
    title: str
    hint: str
    most: int = 1
    tall: bool = False
    may_be_empty: bool = False

    @property
    def is_help(self) -> bool:
        return self.field == HELP_LINES

    @property
    def longest(self) -> int:
        return LONGEST_TEXT if self.tall else LONGEST_LINE


PIECES = (
    Piece(
        "closed",
        "stangd",
        "Stäng tjänsten",
        "Står det något här är tjänsten stängd, och det här är vad som visas. Den som är i fara får ändå hjälp. "
        "Töm fältet för att öppna igen.",
        tall=True,
        may_be_empty=True,
    ),
    Piece(
        "notices",
        "meddelanden",
        "Meddelanden",
        "Visas överst på sidan, till exempel om planerat underhåll.",
        most=MOST_NOTICES,
        tall=True,
        may_be_empty=True,
    ),
    Piece(
        HELP_LINES,
        "hjalplinjer",
        "Hjälplinjer",
        "Visas för den som är i fara. Prova att ringa numren innan du sparar.",
        most=MOST_HELP_LINES,
    ),
    Piece(
        "contact",
        "kontakt",
        "Kontakt",
        "Vem den som vill prata med en människa ska kontakta, som det står efter ”Kontakta”.",
    ),
    Piece("ai_notice", "ai-upplysning", "AI-upplysning", "Visas före första frågan, på svenska sidor.", tall=True),
    Piece(
        "example_questions",
        "exempelfragor",
        "Exempelfrågor",
        "Välj frågor som boten svarar rätt på. Prova dem på sidan.",
        most=MOST_EXAMPLES,
    ),
)


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a form: the texts, or for help lines one mapping for each, with the number of its row."""

    rows: tuple[tuple[int, Any], ...]

    def value(self, piece: Piece) -> Any:
        """As ContentRecords keep it."""
        values = [row for _, row in self.rows]
        if piece.is_help or piece.most > 1:
            return values
        return values[0] if values else ""


def read(piece: Piece, form: Mapping[str, str]) -> Written:
    """What is written, without the rows that are left empty."""
    if piece.is_help:
        rows = [{key: form.get(f"{id_}-{n}", "").strip() for key, id_ in _FIELDS.items()} for n in range(piece.most)]
        return Written(tuple((n, row) for n, row in enumerate(rows) if row["number"] or row["name"]))
    texts = [form.get(f"text-{n}", "").replace("\r\n", "\n").strip() for n in range(piece.most)]
    return Written(tuple((n, text) for n, text in enumerate(texts) if text))


def written(piece: Piece, content: Content) -> Written:
    """What holds, as the form shows it."""
    value = getattr(content, piece.field)
    if piece.is_help:
        return Written(tuple((n, _row(line)) for n, line in enumerate(value)))
    texts: Sequence[str] = value if piece.most > 1 else [value]
    return Written(tuple((n, text) for n, text in enumerate(texts) if text))


def applied(piece: Piece, given: Written, content: Content) -> tuple[Content, dict[str, str]]:
    """The content with what is written, and what is wrong with that, by the id of the field.

    The content is as it was where something is wrong.
    """
    if not given.rows and not piece.may_be_empty:
        return content, {
            f"{_FIELDS['number'] if piece.is_help else 'text'}-0": _NO_DANGER
            if piece.is_help
            else "Fältet får inte vara tomt."
        }
    try:
        return replaced(content, piece.field, given.value(piece)), {}
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        return content, dict(_told(piece, given, item["loc"]) for item in found)


def _row(line: HelpLine) -> dict[str, str]:
    return {"number": line.number, "name": line.name, "need": line.need.value}


def wrong_with(piece: Piece, place: tuple[int | str, ...]) -> str:
    """What is wrong with a piece, where `place` is how pydantic names the part that it refuses."""
    if not piece.is_help:
        return _IN_A_TEXT if piece.tall else _ON_A_LINE
    key = str(place[-1])
    words = {"number": _NUMBER, "name": _ON_A_LINE, "need": "Välj vem linjen är till för."}
    return words.get(key, _NO_DANGER)


def _told(piece: Piece, given: Written, place: tuple[int | str, ...]) -> tuple[str, str]:
    """The id of the field that an error is about, and the words."""
    numbers = [part for part in place if isinstance(part, int)]
    row = given.rows[numbers[0]][0] if numbers else 0
    words = wrong_with(piece, place)
    if not piece.is_help:
        return f"text-{row}", words
    return (f"{_FIELDS[str(place[-1])]}-{row}" if numbers else f"behov-{row}"), words
