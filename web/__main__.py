"""The service from the terminal: serve."""

import argparse
import sys
from collections.abc import Sequence

from flask import Flask
from gunicorn.app.base import BaseApplication

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
        from web.wiring import build_app

        return build_app(self._settings)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m web", description=__doc__)
    parser.add_subparsers(required=True, metavar="KOMMANDO").add_parser("serve", help="Starta tjänsten.")
    parser.parse_args(arguments)
    Server(Settings()).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
