"""What questions ask for, and whether sentences hold it."""

import pytest

from bot.expectation import Asked, Expectation, expectation, met


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Hur många kommuner har anslutit sig?", Asked.COUNT),
        ("hur stor andel av kvinnorna jobbar deltid", Asked.SHARE),
        ("Hur många procent tog papporna ut?", Asked.SHARE),
        ("Vad kostar det att gå med?", Asked.MONEY),
        ("Hur mycket pengar fick Sida?", Asked.MONEY),
        ("När gäller strategin?", Asked.TIME),
        ("Och när följs det upp?", Asked.TIME),
        ("Sedan när finns delmålet?", Asked.TIME),
        ("Vad är numret till stödlinjen?", Asked.NUMBER),
        ("Vem ansvarar för uppföljningen?", Asked.NAME),
        ("Vad heter kampanjen?", Asked.NAME),
        ("Vem säger att arbetet ska fortsätta?", Asked.SPEAKER),
        ("Vilken myndighet granskar arbetet?", Asked.WHICH),
        ("How many resource centres are there?", Asked.COUNT),
    ],
)
def test_a_question_asks_for_a_kind_of_thing(question: str, asked: Asked) -> None:
    found = expectation(question)
    assert found is not None
    assert found.asked is asked


@pytest.mark.parametrize(
    "question",
    ["Vad säger strategin om barn?", "Varför behövs den?", "Får man ansluta sig?", "påverkar beslutet miljön", ""],
)
def test_an_account_a_reason_or_a_yes_is_no_kind_of_thing(question: str) -> None:
    assert expectation(question) is None


@pytest.mark.parametrize(
    ("question", "holds", "lacks"),
    [
        ("Hur många län finns det?", "Det finns 21 län.", "Länen är olika stora."),
        ("Hur många föräldradagar kan inte avstås?", "180 av alla dagar kan inte avstås.", "De kan inte avstås."),
        ("Hur stor andel?", "16 procent når inte fram.", "Kön är full."),
        ("Vad kostar det?", "Det finns inga behov av finansiering.", "Alla får vara med."),
        ("När beslutades det?", "Beslutet fattades den 12 juni.", "Beslutet fattades av fullmäktige."),
        ("Vad är telefonnumret?", "Ring 112.", "Ring dit."),
        ("Vem leder utredningen?", "Den leds av Anna Ek.", "Den leds av en expert."),
        ("Vilken länsstyrelse samordnar?", "Länsstyrelsen i Dalarna samordnar.", "Arbetet samordnas."),
    ],
)
def test_a_sentence_that_holds_it_is_told_from_one_that_does_not(question: str, holds: str, lacks: str) -> None:
    expected = expectation(question)
    assert expected is not None
    assert met(expected, holds) == 1
    assert met(expected, lacks) < 0.5


def test_a_number_of_something_else_is_only_half_an_answer() -> None:
    expected = Expectation(Asked.COUNT, ("kommun",))
    assert 0 < met(expected, "Det hände 53 gånger.") < met(expected, "Det är 53 kommuner.")


def test_who_is_quoted_answers_only_the_question_who_said_it() -> None:
    said = "Arbetet med skyddade boenden ska fortsätta, säger jämställdhetsminister Anna Exempelsson."
    assert met(Expectation(Asked.NAME), said) == 0
    assert met(Expectation(Asked.SPEAKER), said) == 1
    named = "Regeringen har utsett Anna Exempelsson till utredare, säger ministern."
    assert met(Expectation(Asked.NAME), named) == 1
