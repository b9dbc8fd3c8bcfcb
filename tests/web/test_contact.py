"""What an administrator writes as the contact becomes something to press."""

import pytest

from web.chrome import Place
from web.contact import linked
from web.presenting import person


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("regionen", "regionen"),
        ("<b>regionen</b> & co", "&lt;b&gt;regionen&lt;/b&gt; &amp; co"),
        ("Växeln 021-00 00 00.", 'Växeln <a href="tel:021000000" rel="noreferrer">021-00 00 00</a>.'),
        ("+46 21 00 00 00", '<a href="tel:+4621000000" rel="noreferrer">+46 21 00 00 00</a>'),
        ("fraga@exempel.se", '<a href="mailto:fraga@exempel.se" rel="noreferrer">fraga@exempel.se</a>'),
        (
            "https://www.exempel.se/kontakt.",
            '<a href="https://www.exempel.se/kontakt" rel="noreferrer">https://www.exempel.se/kontakt</a>.',
        ),
    ],
)
def test_addresses_and_numbers_are_links_and_the_rest_is_as_it_stands(text: str, shown: str) -> None:
    assert linked(text) == shown


@pytest.mark.parametrize("text", ["daterade från 2014-01-01 till 2024-06-12.", "Dnr RE-2024-17", "javascript:alert(1)"])
def test_a_date_and_a_scheme_that_runs_code_are_no_links(text: str) -> None:
    assert "<a" not in linked(text)


def test_the_contact_is_marked_as_swedish_on_a_page_that_is_not() -> None:
    english, swedish = Place("en"), Place()
    assert person(english.words, "regionen", english) == 'To talk to a person, contact: <span lang="sv">regionen</span>'
    assert person(swedish.words, "regionen", swedish) == "Vill du prata med en människa? Kontakta regionen."
