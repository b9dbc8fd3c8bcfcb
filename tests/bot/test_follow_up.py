"""What a question leans on, and what it does not."""

import pytest

from bot.follow_up import Asked, resolve
from bot.standing_alone import stands_alone

EARLIER = "Vad innebär det att ansluta sig till jämställdhetsstrategin?"


@pytest.mark.parametrize(
    "question",
    [
        "Och vem följer upp det?",
        "när då",
        "Gäller det kommuner också?",
        "Och miljön?",
        "Vad kostar det?",
        "Vilken är den senaste?",
        "Vad jobbade hon med innan?",
        "Var ligger det närmaste om man bor i Köping?",
        "Hur många av åtgärderna är avklarade?",
        "Vilka länder är med?",
        "Varför?",
        "Och 2018?",
        "Hur blir det med pengarna?",
        "What about men?",
        "When does it end?",
    ],
)
def test_a_question_that_points_back_leans_on_the_earlier_one(question: str) -> None:
    asked = resolve(question, (EARLIER,))
    assert asked is not None
    assert asked.earlier == (EARLIER,)


@pytest.mark.parametrize(
    "question",
    [
        "Gäller strategin fortfarande?",
        "Och vad är CEMR-deklarationen?",
        "Vad är det övergripande målet?",
        "Är det frivilligt att ansluta sig?",
        "Vad är CEMR-deklarationen och vem har undertecknat den?",
        "Vad gäller för det tredje delmålet?",
        "Finns det planer för uppföljningen?",
        "Vilket samhälle där alla är jämställda vill regionen ha?",
        "Och vad kostar glass i Västerås?",
        "jämställdhetsintegrering",
        "Vad ska man göra om det kommer in en orosanmälan om ett barn?",
        "What is the vision of the strategy?",
    ],
)
def test_a_question_that_stands_alone_is_not_bent(question: str) -> None:
    asked = resolve(question, (EARLIER,))
    assert asked == Asked(question)


def test_the_last_question_that_stands_alone_begins_what_is_leant_on() -> None:
    history = ("Vad är WikiGap?", "Vad är Pushing for Progress?", "Vilka länder är med?")
    asked = resolve("Hur mycket pengar läggs på det?", history)
    assert asked == Asked("Hur mycket pengar läggs på det?", history[1:])


def test_only_the_last_six_earlier_questions_are_seen() -> None:
    assert resolve("Och vem följer upp det?", (EARLIER, *["Och sen då?"] * 6)) == Asked("Och vem följer upp det?")


def test_what_someone_at_risk_wrote_is_not_leant_on() -> None:
    asked = resolve("Och vem följer upp det?", (EARLIER, "min man slog mig igår och jag vågar inte gå hem"))
    assert asked is not None
    assert asked.earlier == (EARLIER,)


def test_small_talk_is_not_leant_on() -> None:
    asked = resolve("Och vem följer upp det?", (EARLIER, "tack!"))
    assert asked is not None
    assert asked.earlier == (EARLIER,)


def test_earlier_questions_are_cleaned_and_masked() -> None:
    asked = resolve("Och vem följer upp det?", ("Jag är 850101-1234, vad inne\u200bbär anslutningen till strategin?",))
    assert asked is not None
    assert asked.earlier == ("Jag är  , vad innebär anslutningen till strategin?",)


@pytest.mark.parametrize("text", ["Det då?", "?", "[personnummer]", "Och?", ""])
def test_with_nothing_to_look_up_there_is_no_question(text: str) -> None:
    assert resolve(text, ()) is None


def test_the_greeting_before_a_question_is_not_searched() -> None:
    assert resolve("Hej! När gäller strategin?", ()) == Asked("När gäller strategin?")


def test_nothing_at_all_does_not_stand_alone() -> None:
    assert not stands_alone("…")
