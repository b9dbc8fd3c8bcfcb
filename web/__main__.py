"""The service from the terminal: serve, teams-test."""

import argparse
import os
import sys
from collections.abc import Sequence

from flask import Flask
from gunicorn.app.base import BaseApplication

from web import teams_sample
from web.settings import Settings


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn, with the application made in each worker after the fork."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        self.cfg.set("bind", f"127.0.0.1:{self._settings.port}")
        self.cfg.set("workers", self._settings.workers)
        self.cfg.set("worker_class", "gthread")
        self.cfg.set("threads", self._settings.threads)
        self.cfg.set("graceful_timeout", 10)
        self.cfg.set("control_socket_disable", True)

    def load(self) -> Flask:
        # Before numpy is first imported: workers whose products each took every core would wait for one another.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        from web.wiring import build_app

        return build_app(self._settings)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m web", description=__doc__)
    commands = parser.add_subparsers(required=True, dest="command", metavar="KOMMANDO")
    commands.add_parser("serve", help="Starta tjänsten.")
    teams_sample.add_to(commands.add_parser("teams-test", help="Pröva webhooken för Teams på en tjänst som kör."))
    given = parser.parse_args(arguments)
    if given.command == "teams-test":
        return teams_sample.try_webhook(given.url, given.token, given.question)
    Server(Settings()).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
