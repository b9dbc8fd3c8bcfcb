"""The service from the terminal: serve, admin, config, purge, export, release, withdraw, backup, teams-test."""

import argparse
import os
import sys
from collections.abc import Sequence
from socket import gethostname
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from index.configuration import ConfigurationError, configured, unknown_names
from web import configuration, keeping_commands, logs, metrics_folder, records_commands, release_commands, teams_sample
from web.admin import command_line as admin_command_line
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
        self.cfg.set("logger_class", logs.ServerLogger)
        self.cfg.set("child_exit", _forget)

    def load(self) -> Flask:
        # Before numpy is first imported: workers whose products each took every core would wait for one another.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        from web.wiring import build_app

        return build_app(self._settings)

    def run(self) -> None:
        settings = self._settings
        logs.configure(settings.log_level, settings.log_format)
        # Nodes may share the folder of the service, and their process numbers are the same.
        metrics_folder.prepare(settings.var_dir / "metrics" / f"{gethostname()}-{settings.port}")
        super().run()


def _forget(_server: Any, worker: Any) -> None:
    from web.metrics import forget_process

    forget_process(worker.pid)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m web", description=__doc__)
    commands = parser.add_subparsers(required=True, dest="command", metavar="KOMMANDO")
    commands.add_parser("serve", help="Starta tjänsten.")
    form = commands.add_parser("config", help="Visa alla inställningar, med hemligheter dolda.")
    form.add_argument("--json", action="store_const", const="json", dest="form", help="som JSON")
    form.add_argument("--markdown", action="store_const", const="markdown", dest="form", help="som tabell med standard")
    records_commands.add_to(commands)
    release_commands.add_to(commands)
    keeping_commands.add_to(commands)
    admin_command_line.add_to(commands)
    teams_sample.add_to(commands.add_parser("teams-test", help="Pröva webhooken för Teams på en tjänst som kör."))
    given = parser.parse_args(arguments)
    if given.command == "teams-test":
        return teams_sample.try_webhook(given.url, given.token, given.question)
    try:
        settings = configured(Settings)
    except ConfigurationError as error:
        print(error, file=sys.stderr)
        return 2
    for line in unknown_names(Settings):
        print(line, file=sys.stderr)
    return _run(given, settings)


def _run(given: argparse.Namespace, settings: Settings) -> int:
    if given.command == "config":
        print(configuration.FORMS[given.form or "lines"](settings))
        return 0
    if given.command in records_commands.NAMES:
        return records_commands.run(given, settings)
    if given.command in keeping_commands.NAMES:
        return keeping_commands.run(given, settings)
    if given.command == release_commands.NAME:
        return release_commands.run(given, settings)
    if given.command == admin_command_line.NAME:
        from web.admin.commands import run

        return run(given, settings)
    Server(settings).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
