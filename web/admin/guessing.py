"""Whether a password is too easy to guess.

There is no list of leaked passwords here: long ones on such lists are made of a few kinds of parts, and those parts are
what is looked for. Runs on a keyboard or in the alphabet, years and dates, words that everyone tries, the words of the
service, of its address and of the account, and whatever is repeated count for nothing. What is left must be long enough
for it to take work to guess.
"""

import re
import unicodedata
from collections.abc import Iterable

from web.admin.passwords import FEWEST, MOST, normalised

FEWEST_LEFT = 8
_RUNS = (
    "1234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "1q2w3e4r5t6y7u8i9o0p",
    "qazwsxedcrfvtgbyhnujmikolp",
)
_SHORTEST_RUN = 4
_WORDS = """
administrator administratör admin redaktör losenord passord password passphrase hemligt hemlig secret welcome
välkommen letmein loggain login logga inloggning sommar vinter host var summer winter spring autumn januari
februari mars april maj juni juli augusti september oktober november december måndag tisdag onsdag torsdag
fredag lördag söndag iloveyou jagälskardig älskling fotboll sverige sweden svenska stockholm goteborg malmo
test temp tillfällig byt bytmig ändra changeme change default root user användare jämställdhetsboten
jämställdhetsbot jämställdhet jämställd strategi strategin chatbot boten bot länsstyrelsen länet region
regionen västmanland västmanlands västerås kommun kommunen myndighet offentlig dokument beslut
"""
_YEAR = re.compile(r"(19|20)\d\d([-./]?\d\d){0,2}")
_LOOKALIKES = str.maketrans("0134578@$!|+", "oieastbasiit")
_PART = re.compile(r"[^\W_]+")
_REPEATED = re.compile(r"(.+?)\1+")


def weakness(password: str, own: Iterable[str] = ()) -> str | None:
    """What is wrong with a new password, in Swedish; None where it is good.

    `own` are words that belong to the account or the service, such as the e-mail address.
    """
    text = normalised(password)
    if len(text) < FEWEST:
        return f"Lösenordet är för kort. Det ska ha minst {FEWEST} tecken. Skriv gärna några ord efter varandra."
    if len(text) > MOST:
        return f"Lösenordet är för långt. Det får ha högst {MOST} tecken."
    if _left(text, own) < FEWEST_LEFT:
        return "Lösenordet är lätt att gissa. Välj ord som inte hör till tjänsten eller dig, och upprepa dem inte."
    return None


def _left(text: str, own: Iterable[str]) -> int:
    plain = _plain(text)
    for run in _RUNS:
        plain = _without_runs(_without_runs(plain, run), run[::-1])
    plain = _YEAR.sub(" ", plain).translate(_LOOKALIKES)
    parts = {part for word in own for part in _PART.findall(_plain(word)) if len(part) >= 3}
    for word in sorted(parts | {_plain(word) for word in _WORDS.split()}, key=len, reverse=True):
        plain = plain.replace(word, " ")
    return sum(map(len, {_REPEATED.sub(r"\1", part) for part in plain.split()}))


def _plain(text: str) -> str:
    """Without case and diacritics: å is a."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def _without_runs(text: str, run: str) -> str:
    """The text without every part of the run that is long enough; a run may go on from its end at its beginning."""
    endless, left, start = run * 2, [], 0
    while start < len(text):
        end = start
        while end < len(text) and text[start : end + 1] in endless:
            end += 1
        if end - start >= _SHORTEST_RUN:
            left.append(" ")
            start = end
        else:
            left.append(text[start])
            start += 1
    return "".join(left)
