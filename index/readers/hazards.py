"""Why a file is not safe to keep."""

from enum import StrEnum


class Hazard(StrEnum):
    """Why a file is not kept, in the words an administrator sees."""

    WRONG_CONTENT = "Innehållet är inte av det format som filnamnet anger."
    TWO_FORMATS = "Filen är av två format på en gång. Exportera den på nytt från programmet som den är skriven i."
    ENCRYPTED = "Filen är låst med lösenord eller skyddad mot kopiering. Spara om den utan skydd."
    MACROS = "Filen innehåller makron. Spara om den utan makron."
    RUNS = "Filen innehåller program som startar när den öppnas. Exportera den på nytt utan dem."
    EMBEDDED = "Filen har andra filer eller objekt inbäddade. Ta bort dem, eller spara dokumentet som PDF utan bilagor."
    FETCHES = "Filen hämtar delar från en annan plats, till exempel en mall. Spara om den utan länkade delar."
    UNSAFE_NAMES = "Filen är packad med namn eller länkar som pekar ut ur den."
    OVERLAPPING = "Filen är packad så att samma innehåll packas upp flera gånger."
    DEFINITIONS = "Filen innehåller egna XML-definitioner (DTD), som inte hör hemma i ett dokument."
    TOO_MANY_OBJECTS = "Filen består av orimligt många delar."
    NOT_TEXT = "Filen är inte ren text: den innehåller tecken som bara finns i andra format."


class HazardousFileError(Exception):
    """A file that is not to be kept, with the reason."""

    def __init__(self, hazard: Hazard) -> None:
        super().__init__(hazard.value)
        self.hazard = hazard
