"""The notices beside an answer in another language than Swedish.

No text here has been read by a native speaker; `checked_by_speaker` says so for each language until one has.
"""

from dataclasses import dataclass

from bot.foreign_replies import FALLBACK


@dataclass(frozen=True, slots=True)
class ForeignNotices:
    """The notices of one language. `interpreted` holds the field {question}."""

    language: str
    checked_by_speaker: bool
    masked: str
    superseded: str
    expired: str
    future: str
    interpreted: str


_ALL = (
    ForeignNotices(
        language="en",
        checked_by_speaker=False,
        masked="I removed personal data from your question before I searched. Please do not write personal data here.",
        superseded="One quote is from a document that has been replaced by a newer one.",
        expired="One quote is from a document that is no longer valid.",
        future="One quote is from a document that is not valid yet.",
        interpreted="I understand it as: {question}",
    ),
    ForeignNotices(
        language="fi",
        checked_by_speaker=False,
        masked="Poistin kysymyksestäsi henkilötiedot ennen hakua. Älä kirjoita tähän henkilötietoja.",
        superseded="Yksi lainaus on asiakirjasta, joka on korvattu uudemmalla.",
        expired="Yksi lainaus on asiakirjasta, joka ei ole enää voimassa.",
        future="Yksi lainaus on asiakirjasta, joka ei ole vielä voimassa.",
        interpreted="Ymmärrän kysymyksen näin: {question}",
    ),
    ForeignNotices(
        language="ar",
        checked_by_speaker=False,
        masked="حذفت البيانات الشخصية من سؤالك قبل البحث. لا تكتب بيانات شخصية هنا.",
        superseded="أحد الاقتباسات من وثيقة حلت محلها وثيقة أحدث.",
        expired="أحد الاقتباسات من وثيقة لم تعد سارية.",
        future="أحد الاقتباسات من وثيقة لم تصبح سارية بعد.",
        interpreted="أفهم السؤال هكذا: {question}",
    ),
    ForeignNotices(
        language="so",
        checked_by_speaker=False,
        masked="Waxaan su'aashaada ka saaray xogta shakhsiga ah ka hor raadinta. Halkan ha ku qorin xog shakhsi ah.",
        superseded="Mid ka mid ah xigashooyinka wuxuu ka yimid dukumenti uu mid cusub beddelay.",
        expired="Mid ka mid ah xigashooyinka wuxuu ka yimid dukumenti aan hadda shaqaynayn.",
        future="Mid ka mid ah xigashooyinka wuxuu ka yimid dukumenti aan weli bilaaban.",
        interpreted="Sidan ayaan u fahmay: {question}",
    ),
    ForeignNotices(
        language="de",
        checked_by_speaker=False,
        masked="Ich habe persönliche Daten vor der Suche aus Ihrer Frage entfernt. Bitte schreiben Sie hier keine.",
        superseded="Ein Zitat stammt aus einem Dokument, das durch ein neueres ersetzt wurde.",
        expired="Ein Zitat stammt aus einem Dokument, das nicht mehr gilt.",
        future="Ein Zitat stammt aus einem Dokument, das noch nicht gilt.",
        interpreted="Ich verstehe die Frage so: {question}",
    ),
    ForeignNotices(
        language="pl",
        checked_by_speaker=False,
        masked="Przed wyszukaniem usunięto z pytania dane osobowe. Proszę nie pisać tutaj danych osobowych.",
        superseded="Jeden cytat pochodzi z dokumentu, który został zastąpiony nowszym.",
        expired="Jeden cytat pochodzi z dokumentu, który już nie obowiązuje.",
        future="Jeden cytat pochodzi z dokumentu, który jeszcze nie obowiązuje.",
        interpreted="Rozumiem pytanie tak: {question}",
    ),
)
_BY_LANGUAGE = {notices.language: notices for notices in _ALL}


def notices_in(language: str) -> ForeignNotices:
    """The notices for an ISO 639-1 code other than "sv"; the English ones where it has none of its own."""
    return _BY_LANGUAGE.get(language, _BY_LANGUAGE[FALLBACK])
