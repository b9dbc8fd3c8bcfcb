"""Whether the service on this machine lives, as an exit code: what an image without curl asks.

    python -m web.health_check

Needs neither the settings nor a library, since it runs twice a minute. 0 where the service answers, else 1.
"""

import os
import sys
from http.client import HTTPConnection, HTTPException

_SECONDS = 4.0


def lives(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=_SECONDS)
    try:
        connection.request("GET", "/health/live")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if lives(int(os.environ.get("BOT_PORT", "8000"))) else 1)
