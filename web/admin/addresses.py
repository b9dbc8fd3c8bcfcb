"""E-mail addresses as accounts know them."""

import re

MOST = 254
_ADDRESS = re.compile(r"[^\s@,;<>\"]+@[^\s@,;<>\"]+\.[^\s@,;<>\"]+")


def email_address(text: str) -> str:
    """The address in the one form in which it is kept, small letters. Raises ValueError for what is no address."""
    address = text.strip().lower()
    if len(address) > MOST or not _ADDRESS.fullmatch(address):
        raise ValueError("Skriv en e-postadress, som namn@exempel.se.")
    return address
