"""/kvitto, where anyone can have a quote checked, and the same for programs."""

from datetime import date

from flask import Blueprint, Response, abort, jsonify, render_template, request

from bot.serialise import quote_to_dict
from web.access import public
from web.catalogue import Catalogue
from web.problems import problem
from web.receipt import check, parted
from web.references import Reference
from web.settings import Settings

_MOST_CODE_POINTS = 10_000
_EMPTY = "Klistra in ett citat, eller skriv en referens."
_TOO_LONG = "Citatet får ha högst 10 000 tecken."


def routes(catalogue: Catalogue, settings: Settings) -> Blueprint:
    """/kvitto and GET /api/v1/quotes/<reference>."""
    blueprint = Blueprint("receipts", __name__)

    @blueprint.get("/kvitto")
    @public
    def form() -> tuple[str, int]:
        reference = request.args.get("referens", "")
        return _page(catalogue, "", reference) if reference else (_shown(), 200)

    @blueprint.post("/kvitto")
    @public
    def checked() -> tuple[str, int]:
        return _page(catalogue, request.form.get("quote", ""), request.form.get("reference", ""))

    @blueprint.get("/api/v1/quotes/<reference>")
    @public
    def quote(reference: str) -> tuple[Response, int]:
        named = Reference.parse(reference)
        _refuse_withdrawn(catalogue, named)
        found = catalogue.quote(named, date.today()) if named else None
        if found is None:
            return problem(404, "Det finns inget citat med den referensen.")
        return jsonify(quote_to_dict(found, settings.public_url)), 200

    return blueprint


def _page(catalogue: Catalogue, quote: str, reference: str) -> tuple[str, int]:
    if not quote.strip() and not reference.strip():
        return _shown(error=_EMPTY), 200
    if len(quote) > _MOST_CODE_POINTS:
        return _shown(quote, reference, error=_TOO_LONG), 200
    wording, named = parted(quote, reference)
    _refuse_withdrawn(catalogue, Reference.inside(named))
    return _shown(quote, reference, receipt=check(wording, named, catalogue)), 200


def _refuse_withdrawn(catalogue: Catalogue, named: Reference | None) -> None:
    if named is not None and catalogue.is_withdrawn(named.version):
        abort(410)


def _shown(quote: str = "", reference: str = "", **more: object) -> str:
    return render_template("receipt.html", quote=quote, reference=reference, **more)
