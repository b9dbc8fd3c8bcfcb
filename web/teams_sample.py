"""A signed message as Teams would send it, to try the webhook before it is registered."""

import argparse
import json
import sys
from datetime import UTC, datetime
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from index.configuration import ConfigurationError, configured
from web.settings import Settings
from web.teams_signature import Keys, authorization_for

PATH = "/teams/webhook"
_QUESTION = "Hur följs strategin upp?"
_BOT = "Jämställdhetsboten"
_SECONDS = 10
_ADVICE = {
    401: "Servern godtog inte signaturen. Är token rätt, och går klockorna lika?",
    404: "Det finns ingen webhook på den adressen.",
    413: "Något framför servern släpper inte igenom meddelandet.",
    429: "Servern har fått för många frågor. Vänta en minut.",
    503: "Servern saknar token. Ange BOT_TEAMS_TOKENS och starta om.",
}


def sample(question: str, team: str = "19:prov@thread.tacv2") -> bytes:
    """The body of a message that mentions the bot, sent now."""
    mention = f"<at>{_BOT}</at>"
    message: dict[str, Any] = {
        "type": "message",
        "id": "1",
        "timestamp": datetime.now(UTC).isoformat(),
        "channelId": "msteams",
        "textFormat": "plain",
        "text": f"{mention}\u00a0{question}",
        "entities": [{"type": "mention", "text": mention, "mentioned": {"id": "28:prov", "name": _BOT}}],
        "channelData": {"team": {"id": team}},
    }
    return json.dumps(message, ensure_ascii=False).encode()


def add_to(parser: argparse.ArgumentParser) -> None:
    """The arguments of `teams-test`."""
    parser.add_argument("--url", required=True, help="tjänstens adress, eller hela adressen till webhooken")
    parser.add_argument("--token", help="säkerhetstoken från Teams; annars den första i BOT_TEAMS_TOKENS")
    parser.add_argument("--question", default=_QUESTION, help=f"frågan (annars ”{_QUESTION}”)")


def try_webhook(url: str, token: str | None, question: str) -> int:
    """Send a signed sample and print the card; 0 where one came, else 1 with what to do about it."""
    address = url if urlsplit(url).path.strip("/") else url.rstrip("/") + PATH
    try:
        keys = Keys.parse(token or configured(Settings).teams_tokens.get_secret_value()).keys
        if not keys:
            return _failed("Ange --token eller BOT_TEAMS_TOKENS.")
        print(json.dumps(_card(_sent(address, keys[0], question)), ensure_ascii=False, indent=2))
    except HTTPError as error:
        with error:
            return _failed(f"{error.code}. {_ADVICE.get(error.code, 'Servern svarade inte som väntat.')}")
    except (URLError, HTTPException, OSError) as error:
        return _failed(f"Det gick inte att nå {address}: {error}")
    except ConfigurationError as error:
        return _failed(str(error))
    except (ValueError, KeyError, TypeError, IndexError) as error:
        return _failed(f"Det gick inte: {error}")
    return 0


def _sent(address: str, key: bytes, question: str) -> bytes:
    if urlsplit(address).scheme not in {"http", "https"}:
        raise ValueError("Adressen ska börja med https:// eller http://.")
    body = sample(question)
    headers = {"Content-Type": "application/json; charset=utf-8", "Authorization": authorization_for(key, body)}
    with urlopen(Request(address, body, headers), timeout=_SECONDS) as response:  # noqa: S310 - checked above
        data: bytes = response.read()
    return data


def _card(answer: bytes) -> Any:
    return json.loads(answer)["attachments"][0]["content"]


def _failed(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 1
