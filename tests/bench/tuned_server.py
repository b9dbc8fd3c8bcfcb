"""The server with settings of gunicorn's that the service does not offer, for comparing them."""

import json
import os

from web.server import Server
from web.settings import Settings

OPTIONS = "COMPARED_OPTIONS"
"""The variable of the environment that holds them, as JSON."""


class TunedServer(Server):
    """The server as it is, with some options of gunicorn's laid over."""

    def load_config(self) -> None:
        super().load_config()
        for name, value in json.loads(os.environ[OPTIONS]).items():
            self.cfg.set(name, value)


if __name__ == "__main__":
    TunedServer(Settings()).run()
