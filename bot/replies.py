"""Every fixed sentence that the bot says, in klarspråk."""

from bot.answer import Status

TEXTS = {
    Status.ANSWERED: "Så här står det i dokumenten:",
    Status.RELATED: "Jag hittar inget säkert svar, men det här avsnittet handlar om ämnet.",
    Status.NO_ANSWER: (
        "Jag hittar inget svar i dokumenten. Jag kan bara svara på frågor om jämställdhetsstrategin "
        "och besluten kring den. Pröva gärna att fråga med andra ord."
    ),
    Status.NEEDS_QUESTION: "Jag ser ingen fråga att söka efter. Skriv vad du vill veta om jämställdhetsstrategin.",
    Status.UNAVAILABLE: "Jag kan inte söka i dokumenten just nu. Försök igen om en stund.",
}
