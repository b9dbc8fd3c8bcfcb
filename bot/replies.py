"""Every fixed sentence that the bot says in Swedish, in klarspråk."""

from bot.answer import Status
from bot.content import Need
from bot.crisis import CrisisWords
from bot.risk import Kind
from bot.small_talk import Route

TEXTS = {
    Status.ANSWERED: "Så här står det i dokumenten:",
    Status.RELATED: "Jag hittar inget säkert svar, men det här avsnittet handlar om ämnet.",
    Status.NO_ANSWER: (
        "Jag hittar inget svar i dokumenten. Jag kan bara svara på frågor om jämställdhetsstrategin "
        "och besluten kring den. Pröva gärna att fråga med andra ord."
    ),
    Status.NEEDS_QUESTION: "Jag ser ingen fråga att söka efter. Skriv vad du vill veta om jämställdhetsstrategin.",
    Status.UNAVAILABLE: "Jag kan inte söka i dokumenten just nu. Försök igen om en stund.",
    Status.GREETING: "Hej! Jag är en AI-tjänst. Fråga mig om jämställdhetsstrategin och besluten kring den.",
    Status.ABOUT: (
        "Jag är en AI-tjänst och ingen människa. Jag söker i dokument om jämställdhet och visar ordagrant "
        "vad som står där, med källa. Jag hittar aldrig på egna svar."
    ),
    Status.CRISIS: "Det finns hjälp att få nu.",
}
"""By outcome. The greeting, the presentation and the help are what is said where nothing below fits better."""

SMALL_TALK = {
    Route.HELLO: TEXTS[Status.GREETING],
    Route.THANKS: "Varsågod! Fråga gärna igen om det är något mer du vill veta.",
    Route.GOODBYE: "Hej då!",
    Route.PRAISE: "Tack! Jag är en AI-tjänst, så det är dokumenten som ska ha berömmet.",
    Route.COMPLAINT: "Det var tråkigt att jag inte var till hjälp. Pröva gärna att fråga med andra ord.",
    Route.WHO_ARE_YOU: TEXTS[Status.ABOUT],
    Route.ARE_YOU_HUMAN: TEXTS[Status.ABOUT],
    Route.WHAT_CAN_YOU_ANSWER: "Jag är en AI-tjänst. Jag svarar med ordagranna citat ur dokument om jämställdhet.",
    Route.TALK_TO_A_PERSON: "Jag är en AI-tjänst och ingen människa.",
}

HOLDINGS_UNDATED = "Just nu söker jag i {count} dokument."
HOLDINGS = "Just nu söker jag i {count} dokument, daterade från {first} till {last}."
EXAMPLES = "Du kan till exempel fråga: {examples}"
CONTACT = "Vill du prata med en människa? Kontakta {contact}."

MASKED = "Jag tog bort personuppgifter ({kinds}) ur din fråga innan jag sökte. Skriv inte personuppgifter här."
SUPERSEDED = "Ett citat kommer från ett dokument som har ersatts av ett nyare."
EXPIRED = "Ett citat kommer från ett dokument som inte längre gäller."
FUTURE = "Ett citat kommer från ett dokument som inte har börjat gälla än."
INTERPRETED = "Jag tolkar det som: {question}"
FOLLOW_UP = "{question} (om: {earlier})"

CRISIS = CrisisWords(
    language="sv",
    checked_by_speaker=True,
    opening={
        Kind.SELF_HARM: (
            "Det låter som att du, eller någon du bryr dig om, har det mycket svårt. "
            "Ingen ska behöva vara ensam med det."
        ),
        Kind.CHILD: (
            "Det låter som att ett barn far illa eller är i fara. Det är rätt att berätta, "
            "och det finns hjälp att få nu."
        ),
        Kind.VICTIM: "Det låter som att någon blir utsatt för våld eller hot. Våld är aldrig den utsattes fel.",
        Kind.PERPETRATOR: (
            "Det finns hjälp för den som skadar någon eller är rädd för att göra det. Det går att sluta."
        ),
    },
    need={
        Need.DANGER: "Vid fara, ring",
        Need.VIOLENCE: "För den som utsätts för våld eller hot",
        Need.MEN: "För män som utsätts",
        Need.TRANS: "För transpersoner som utsätts",
        Need.CHILD: "För barn och unga",
        Need.DESPAIR: "För den som inte orkar leva",
        Need.HURTS_OTHERS: "För den som skadar andra",
    },
    closing="Jag är en AI-tjänst och kan inte själv hjälpa dig. Det du skrev sparas inte.",
)
