"""The figures that Prometheus reads. prometheus_client is imported here and nowhere else.

Every label has few values, which the service itself decides; nothing that a client wrote becomes a label.
"""

# The library's own parts for several processes have no types.
# mypy: disable-error-code="no-untyped-call"

import logging
import os
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.mmap_dict import MmapedDict
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.registry import Collector

from web.metrics_folder import reserved, shared_folder

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_TENTHS = tuple(tenth / 10 for tenth in range(1, 11))
_OF_THE_ENDED = "ended"
_KINDS = ("counter", "histogram")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Now:
    """A figure that is true when it is asked for: what it is called and means, and its value by label."""

    name: str
    help: str
    label: str = ""
    values: Mapping[str, float] = field(default_factory=dict)


class Metrics:
    """Counts in this process, and shows the sum over the processes of the service.

    A process that finds no room on the disk for its figures when it starts counts nothing.
    """

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        folder = shared_folder()
        self._counts = folder is None or all(reserved(folder / f"{kind}_{os.getpid()}.db") for kind in _KINDS)
        if not self._counts:
            _log.warning("there is no room on the disk for figures: this process counts nothing")
            return
        self._questions = Counter(
            "bot_questions", "Questions, by channel and outcome", ["channel", "outcome"], registry=registry
        )
        self._steps = Histogram(
            "bot_step_seconds",
            "Time of the steps to an answer",
            ["step"],
            buckets=_SECONDS,
            registry=registry,
        )
        self._confidence = Histogram(
            "bot_confidence", "Confidence of what was found", buckets=_TENTHS, registry=registry
        )
        self._requests = Histogram(
            "bot_request_seconds", "Time of a request, by route", ["route"], buckets=_SECONDS, registry=registry
        )
        self._responses = Counter(
            "bot_responses", "Responses, by route and status", ["route", "status"], registry=registry
        )
        self._refusals = Counter("bot_refusals", "Requests refused, by reason", ["reason"], registry=registry)
        self._dropped = Counter("bot_recorder_dropped", "Answers that the records had no room for", registry=registry)

    def answered(self, channel: str, outcome: str, timings_ms: Mapping[str, float], confidence: float | None) -> None:
        """Count an answer."""
        if not self._counts:
            return
        self._questions.labels(channel, outcome).inc()
        for step, milliseconds in timings_ms.items():
            self._steps.labels(step).observe(milliseconds / 1000)
        if confidence is not None:
            self._confidence.observe(confidence)

    def responded(self, route: str, status: int, seconds: float) -> None:
        """Count a response."""
        if not self._counts:
            return
        self._requests.labels(route).observe(seconds)
        self._responses.labels(route, str(status)).inc()

    def refused(self, reason: str) -> None:
        if self._counts:
            self._refusals.labels(reason).inc()

    def dropped(self, number: int = 1) -> None:
        """Count answers that were not recorded."""
        if self._counts:
            self._dropped.inc(number)

    def shown(self, present: Iterable[Now]) -> bytes:
        """Everything in the text form of Prometheus, with figures of the present moment."""
        folder = shared_folder()
        counted = self._registry if folder is None else _summed(folder)
        moment = CollectorRegistry()
        moment.register(_Present(tuple(present)))
        return generate_latest(counted) + generate_latest(moment)


def forget_process(pid: int) -> None:
    """Add what an ended process counted to what all ended ones did: its files go, the sums stay.

    Where there is no room for the sums, the files stay. Those that the process left broken are given up.
    """
    folder = shared_folder()
    if folder is None:
        return
    mark_process_dead(pid, str(folder))
    for path in folder.glob(f"*_{pid}.db"):
        sums = folder / f"{path.name.split('_')[0]}_{_OF_THE_ENDED}.db"
        if not reserved(sums):
            continue
        try:
            _add(path, sums)
        except (OSError, ValueError, RuntimeError, struct.error):
            _log.error("the figures of a process that has ended cannot be read")
        path.unlink(missing_ok=True)


def _add(path: Path, sums: Path) -> None:
    counted = list(MmapedDict.read_all_values_from_file(str(path)))
    kept = MmapedDict(str(sums))
    for key, value, _, _ in counted:
        kept.write_value(key, kept.read_value(key)[0] + value, 0.0)
    kept.close()


class _Present(Collector):
    def __init__(self, figures: tuple[Now, ...]) -> None:
        self._figures = figures

    def collect(self) -> Iterator[Metric]:
        for figure in self._figures:
            family = GaugeMetricFamily(figure.name, figure.help, labels=[figure.label] if figure.label else [])
            for label, value in figure.values.items():
                family.add_metric([label] if figure.label else [], value)
            yield family


def _summed(folder: Path) -> CollectorRegistry:
    # Without the folder there is nothing to read: it was removed under a running service.
    folder.mkdir(parents=True, exist_ok=True)
    registry = CollectorRegistry()
    MultiProcessCollector(registry, str(folder))
    return registry
