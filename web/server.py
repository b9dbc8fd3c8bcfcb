"""The web server: gunicorn, set for a small machine. docs/measurements.md tells how its figures were chosen."""

import gc
import os
import time
from pathlib import Path
from socket import gethostname
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from web import logs, metrics_folder
from web.patient_worker import PatientWorker
from web.settings import Settings

_GRACEFUL_SECONDS = 8
"""What a stopping service gives the requests that it has begun; whatever stops it often waits no more than ten."""

_KEPT_ALIVE_SECONDS = 75
"""Longer than a proxy keeps a connection that it does not use, so that it is the proxy that closes it."""

_DEFERENCE_SECONDS, _MOST_DEFERENCE_SECONDS = 0.0005, 0.01
"""How much longer a worker waits before it takes a connection, for each that it has; and at most."""

ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")
"""How many threads products and searches take: with one for each core, workers wait for one another and spin while they
do. The libraries read it when they are loaded, so nothing that is imported to start a server may load them. What FAISS
is told later holds for the thread that tells it alone."""

_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - gunicorn makes an unnamed file of its own there  # nosec B108


class DrainingWorker(PatientWorker):
    """Threads, connections shared evenly, and a stop that answers every connection that was opened before it."""

    def accept(self, listener: Any) -> None:
        if self.alive and self.staying:
            # Of the workers that a new connection wakes, the one with the fewest is to have it: a connection that is
            # kept alive stays with its worker, and one of two could else hold them all.
            time.sleep(min(self.staying * _DEFERENCE_SECONDS, _MOST_DEFERENCE_SECONDS))
        super().accept(listener)

    def set_accept_enabled(self, enabled: bool) -> None:
        super().set_accept_enabled(enabled)
        if not enabled and not self.alive:
            # Closed at once, so that a new caller is refused and turns to another node. What the system has let in
            # and nobody has taken would be reset by that.
            for listener in self.sockets:
                self._take_waiting(listener)
                listener.close()

    def _take_waiting(self, listener: Any) -> None:
        taken = -1
        while taken != self.nr_conns:
            taken = self.nr_conns
            self.accept(listener)


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn, with the application made in each worker after the fork."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        settings = self._settings
        options = {
            "bind": f"{_in_brackets(settings.host)}:{settings.port}",
            "workers": settings.workers,
            "worker_class": DrainingWorker,
            "threads": settings.threads,
            "graceful_timeout": _GRACEFUL_SECONDS,
            "keepalive": _KEPT_ALIVE_SECONDS,
            "control_socket_disable": True,
            "logger_class": logs.ServerLogger,
            "child_exit": _forget,
        }
        if os.access(_SHARED_MEMORY, os.W_OK):
            # A sign of life that a slow or full disk cannot delay.
            options["worker_tmp_dir"] = str(_SHARED_MEMORY)
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        from web.wiring import build_app  # noqa: PLC0415 - loaded before the fork, by `run`

        app = build_app(self._settings)
        _keep_for_good()
        return app

    def run(self) -> None:
        take_one_thread()
        settings = self._settings
        logs.configure(settings.log_level, settings.log_format)
        from web import seeding  # noqa: PLC0415 - it imports what counts cores

        seeding.seed(settings.seed, settings.var_dir)
        # Nodes may share the folder of the service, and their process numbers are the same.
        metrics_folder.prepare(settings.var_dir / "metrics" / f"{gethostname()}-{settings.port}")
        # Once for all workers, which share its pages, and so that one that replaces another is there sooner. Only the
        # code and the vocabulary: the rest has threads and connections, which a fork would break.
        from web import wiring  # noqa: PLC0415

        wiring.share_before_fork(settings)
        _keep_for_good()
        super().run()


def take_one_thread() -> None:
    """Say it to the libraries that are loaded after this; what somebody else has said counts."""
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")


def _in_brackets(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _keep_for_good() -> None:
    """Spare what is there now from the collector, which would go through all of it now and then while others wait."""
    gc.collect()
    gc.freeze()


def _forget(_server: Any, worker: Any) -> None:
    from web.metrics import forget_process  # noqa: PLC0415 - after its folder is prepared

    forget_process(worker.pid)
