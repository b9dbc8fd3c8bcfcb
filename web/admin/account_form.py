"""What is written in the forms about accounts, and what is wrong with it."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from web.admin.addresses import email_address
from web.admin.guessing import weakness
from web.records.roles import Role

_DIFFERENT = "Lösenorden är inte likadana. Skriv samma lösenord i båda fälten."


def read_email(form: Mapping[str, str], errors: dict[str, str]) -> str:
    """The address in the field `epost`."""
    try:
        return email_address(form.get("epost", ""))
    except ValueError as error:
        errors["epost"] = str(error)
        return form.get("epost", "")


def read_role(form: Mapping[str, str], errors: dict[str, str]) -> Role:
    """The role in the field `roll`."""
    try:
        return Role(form.get("roll", ""))
    except ValueError:
        errors["roll"] = "Välj en roll."
        return Role.EDITOR


def read_new_password(form: Mapping[str, str], errors: dict[str, str], own: Iterable[str]) -> str:
    """The password in `nytt` and again in `nytt-igen`; `own` are words that belong to the account."""
    password = form.get("nytt", "")
    if (reason := weakness(password, own)) is not None:
        errors["nytt"] = reason
    elif form.get("nytt-igen", "") != password:
        errors["nytt-igen"] = _DIFFERENT
    return password


def own_words(email: str, public_url: str) -> tuple[str, ...]:
    """The words that a password of the account may not be made of."""
    return email, urlsplit(public_url).hostname or ""
