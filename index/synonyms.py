"""Everyday words and the words that authorities write for the same thing."""

from functools import cache

from index.lexis import stem

_GROUPS = """
kosta kostnad ekonomisk finansiering finansiera avgift belopp budget pengar medel anslag
medgå ansluta anslutning
lovar förbinder åtar viljeinriktning
hjälp stöd processtöd bistånd
pengar medel bidrag anslag finansiering
karlar män
gubbar män
killar pojkar män
tjejer flickor kvinnor
tanter kvinnor
fruar kvinnor hustru
ungar barn
pensionärer äldre
gamla äldre
ungdomar unga
slår slagen våld misshandel
jobb arbete arbetsmarknad
jobbar arbetar
lön löner inkomst
tycker synpunkt remiss yttrande
synpunkter remiss yttrande
chef generaldirektör ordförande
bestämmer beslutar beslut
bestämde beslutade beslut
poängen syfte mål
nyttan syfte
koll uppföljning granskning
kollar granskar följer
granskare expertgrupp
frivilligt vill
måste ska krav
skola skolan elever utbildning
dagis förskola
sjukvård vård
pappor fäder män
mammor mödrar kvinnor
pappamånad föräldrapenning
föräldradagar föräldrapenning
skilsmässa äktenskapsskillnad
skiljas äktenskapsskillnad skilsmässa
lägenhet bostad boende
nätet internet digital
hemsida webbplats
sajt webbplats
ringa telefon stödlinje
förra tidigare
nya ny
slut slutdatum slutredovisa
deadline senast
invandrare utrikes
utomlands internationell
krockar strider
miljö miljökonsekvenser klimat
påverkar konsekvenser påverkan medför
"""
"""One group a line: the first word asks, any other may answer. The direction matters: men are not all old boys."""


@cache
def _answers() -> dict[str, frozenset[str]]:
    lines = (line.split() for line in _GROUPS.strip().splitlines())
    answers: dict[str, frozenset[str]] = {}
    for first, *others in lines:
        answers[stem(first)] = answers.get(stem(first), frozenset()) | {stem(word) for word in others}
    return answers


def synonyms(term: str) -> frozenset[str]:
    """The stems that documents may have in place of a stem in a question; empty for most."""
    return _answers().get(term, frozenset())
