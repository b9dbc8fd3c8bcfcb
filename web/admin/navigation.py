"""The menu of the administrators' pages, and what else their layout needs."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, request

from web.records.roles import Role


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the work: where it is, what it is called, what is done there, and who may."""

    address: str
    name: str
    work: str
    role: Role = Role.EDITOR


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of the menu; `current` where the page that is shown is it or below it."""

    address: str
    name: str
    work: str
    current: bool


HOME = "/admin"
PLACES = (
    Place(HOME, "Översikt", "Det här är boten just nu."),
    Place("/admin/dokument", "Dokument", "Ladda upp, byt ut och beskriv dokumenten som boten svarar ur."),
    Place("/admin/bygg", "Bygg och publicera", "Bygg ett nytt index, se vad som ändras och publicera det."),
    Place("/admin/fragor", "Frågor", "Se vad besökarna frågar om och inte får svar på."),
    Place("/admin/testfragor", "Testfrågor", "Frågor som varje nytt index måste klara innan det publiceras."),
    Place("/admin/siffror", "Siffror", "Se hur många frågor som ställs och hur många som får svar."),
    Place(
        "/admin/innehall", "Innehåll", "Ändra hjälplinjer, kontakt, meddelanden och exempelfrågor.", Role.ADMINISTRATOR
    ),
    Place("/admin/konton", "Konton", "Bestäm vem som får logga in och vad de får göra.", Role.ADMINISTRATOR),
    Place("/admin/nycklar", "API-nycklar", "Ge skript tillgång till det som annars görs här.", Role.ADMINISTRATOR),
    Place("/admin/logg", "Logg", "Se vem som har gjort vad.", Role.ADMINISTRATOR),
)


def menu(role: Role) -> tuple[Item, ...]:
    """The places that this application has and that the role may open."""
    served = {rule.rule for rule in current_app.url_map.iter_rules()}
    return tuple(
        Item(place.address, place.name, place.work, _current(place.address))
        for place in PLACES
        if place.address in served and role.may(place.role)
    )


def register(app: Flask) -> None:
    """Make the menu and the actor known to the templates of a page that somebody is logged in to."""

    def known() -> dict[str, Any]:
        actor = g.get("actor")
        return {"actor": actor, "menu": menu(actor.role) if actor else ()}

    app.context_processor(known)


def _current(address: str) -> bool:
    return request.path == address or (address != HOME and request.path.startswith(f"{address}/"))
