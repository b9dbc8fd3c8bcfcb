"""An Answer as the plain data that every client gets."""

import json
from datetime import date

from bot.answer import Answer, Quote, Status, Validity
from bot.serialise import place, to_dict
from index.documents import Metadata
from index.search import Source

METADATA = Metadata(title="Regionens beslut", kind="beslut", decided_on=date(2023, 6, 12), valid_to=date(2027, 12, 31))
SOURCE = Source("regionens-beslut", "0123456789abcdef", "beslut/regionens-beslut.pdf", METADATA)
QUOTE = Quote("Alla kan ansluta sig.", 10, 31, SOURCE, "Anslutning › Hur", 3, Validity.IN_FORCE)
PLACE = "/kallor/regionens-beslut/0123456789abcdef/10-31#citat"


def test_an_answer_becomes_the_fields_that_clients_rely_on() -> None:
    answer = Answer(
        Status.ANSWERED, "Så här står det:", (QUOTE,), confidence=0.9, generation="g", timings_ms={"a": 1.2345}
    )
    assert to_dict(answer, "https://bot.example/") == {
        "status": "answered",
        "answer": "Så här står det:",
        "language": "sv",
        "notices": [],
        "quotes": [
            {
                "text": "Alla kan ansluta sig.",
                "reference": "regionens-beslut@0123456789abcdef:10-31",
                "document": {
                    "id": "regionens-beslut",
                    "path": "beslut/regionens-beslut.pdf",
                    "title": "Regionens beslut",
                    "kind": "beslut",
                    "decided_on": "2023-06-12",
                    "valid_from": None,
                    "valid_to": "2027-12-31",
                    "validity": "gällande",
                },
                "section": "Anslutning › Hur",
                "page": 3,
                "url": "https://bot.example" + PLACE,
            }
        ],
        "related": [],
        "interpreted_as": None,
        "confidence": 0.9,
        "generation": "g",
        "timings_ms": {"a": 1.23},
    }


def test_an_answer_with_nothing_found_has_empty_lists_and_nulls() -> None:
    data = to_dict(Answer(Status.NEEDS_QUESTION, "Jag ser ingen fråga."), "https://bot.example")
    assert (data["quotes"], data["related"], data["notices"], data["timings_ms"]) == ([], [], [], {})
    assert (data["confidence"], data["generation"], data["interpreted_as"]) == (None, None, None)


def test_related_quotes_are_kept_apart_from_the_answering_ones() -> None:
    data = to_dict(Answer(Status.RELATED, "Om ämnet:", related=(QUOTE,), notices=("En notis.",)), "https://bot.example")
    assert data["quotes"] == []
    assert [quote["text"] for quote in data["related"]] == [QUOTE.text]
    assert data["notices"] == ["En notis."]


def test_the_data_is_the_same_after_json() -> None:
    data = to_dict(Answer(Status.ANSWERED, "Så här:", (QUOTE,)), "https://bot.example")
    assert json.loads(json.dumps(data)) == data


def test_a_quote_s_place_is_a_path_on_the_service() -> None:
    assert place(QUOTE) == PLACE
