"""An Answer as plain data, in the shape that every client of the bot relies on."""

from typing import Any

from bot.answer import Answer, Quote


def to_dict(answer: Answer, public_url: str) -> dict[str, Any]:
    """JSON-ready fields; dates are ISO 8601 and addresses absolute."""
    return {
        "status": answer.status.value,
        "answer": answer.text,
        "language": answer.language,
        "notices": list(answer.notices),
        "quotes": [quote_to_dict(quote, public_url) for quote in answer.quotes],
        "related": [quote_to_dict(quote, public_url) for quote in answer.related],
        "interpreted_as": answer.interpreted_as,
        "confidence": answer.confidence,
        "generation": answer.generation,
        "timings_ms": {step: round(value, 2) for step, value in answer.timings_ms.items()},
    }


def place(quote: Quote) -> str:
    """The path of the highlighted quote in its document."""
    source = quote.source
    return f"/kallor/{source.id}/{source.version}/{quote.start}-{quote.end}#citat"


def quote_to_dict(quote: Quote, public_url: str) -> dict[str, Any]:
    """A quote and its place, as `to_dict` gives it."""
    source, metadata = quote.source, quote.source.metadata
    dates = {name: getattr(metadata, name) for name in ("decided_on", "valid_from", "valid_to")}
    return {
        "text": quote.text,
        "reference": quote.reference,
        "document": {
            "id": source.id,
            "path": source.path,
            "title": metadata.title,
            "kind": metadata.kind,
            **{name: day.isoformat() if day else None for name, day in dates.items()},
            "validity": quote.validity.value,
        },
        "section": quote.section,
        "page": quote.page,
        "url": public_url.rstrip("/") + place(quote),
    }
