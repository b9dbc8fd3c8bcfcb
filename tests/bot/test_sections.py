"""The place of a hit as a reader is told it."""

import pytest

from bot.sections import section_of
from index.documents import Metadata
from tests.fakes import hit


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ((), None),
        (("CEMR-deklarationen",), None),
        (("CEMR-deklarationen", "Artikel 1"), "Artikel 1"),
        (("cemr-deklarationen ", "Artikel 1"), "Artikel 1"),
        (("Inledning", "CEMR-deklarationen"), "Inledning › CEMR-deklarationen"),
        (("CEMR-deklarationen i korthet",), "CEMR-deklarationen i korthet"),
    ],
)
def test_a_first_heading_that_repeats_the_title_is_left_out(headings: tuple[str, ...], expected: str | None) -> None:
    assert section_of(hit(0.9, Metadata(title="CEMR-deklarationen"), headings)) == expected
