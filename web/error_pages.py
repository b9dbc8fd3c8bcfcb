"""A refusal as a person reads it: a page with what went wrong, what to do, and the way back."""

from flask import Response, make_response, render_template

TEXTS = {
    404: ("Sidan finns inte", "Adressen kan vara felskriven. Ett dokument kan också ha tagits bort."),
    405: ("Sidan går inte att öppna så", "Gå till startsidan och ställ din fråga där."),
    410: (
        "Dokumentet är återkallat",
        "Den här versionen publicerades av misstag. Den är borttagen för gott och går inte att läsa.",
    ),
    413: ("Frågan är för lång", "Korta frågan till högst 1 000 tecken och försök igen."),
    422: ("Frågan går inte att använda", "Skriv en fråga med minst ett och högst 1 000 tecken."),
    429: ("Det blev för många frågor på kort tid", "Vänta en minut och försök igen. Är det akut, ring 112."),
    500: ("Något gick fel", "Felet ligger hos oss. Försök igen om en stund."),
    503: ("Tjänsten kan inte svara just nu", "Försök igen om en stund."),
}
_OTHER = ("Något gick fel", "Sidan gick inte att visa. Gå till startsidan och försök igen.")


def page(status: int) -> tuple[Response, int]:
    """The page that tells a person what an HTTP status means."""
    title, advice = TEXTS.get(status, _OTHER)
    return make_response(render_template("error.html", title=title, advice=advice)), status
