"""The numbers of a running service, as Prometheus reads them.

A label has one of a few values that the code knows: never a word of a question, an article or a
caller.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from rag.core.corpus import Facts

KIND = "text/plain; version=0.0.4; charset=utf-8"
"""What is served at /metrics."""
OTHER = "other"
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_REQUEST_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_STAGE_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Load:
    """The questions of one door: how many there are, and how many are answered at once."""

    count: int
    at_once: int

    @property
    def running(self) -> int:
        """How many are answered now."""
        return min(self.count, self.at_once)

    @property
    def waiting(self) -> int:
        """How many wait for their turn."""
        return self.count - self.running


class Metrics:
    """The numbers of one app.

    Attributes:
        loads: returns how many questions are running and waiting, by door: "page", "program".
        facts: returns what each library holds, by its name.
        syncing: returns whether a sync is running.
    """

    def __init__(self) -> None:
        self.loads: dict[str, Callable[[], Load]] = {}
        self.facts: Callable[[], dict[str, Facts]] = dict
        self.syncing: Callable[[], bool] = bool
        self._registry = CollectorRegistry(auto_describe=False)
        self._requests = Counter(
            "footnote_requests",
            "Requests that were answered.",
            ["method", "route", "status"],
            registry=self._registry,
        )
        self._request_seconds = Histogram(
            "footnote_request_seconds",
            "From the first byte of a request to the last of its reply.",
            ["route"],
            buckets=_REQUEST_SECONDS,
            registry=self._registry,
        )
        self._answers = Counter(
            "footnote_answers",
            "Questions by what became of them; the reason of those that were refused.",
            ["door", "outcome", "reason"],
            registry=self._registry,
        )
        self._stage_seconds = Histogram(
            "footnote_stage_seconds",
            "What the stages of a question took.",
            ["stage"],
            buckets=_STAGE_SECONDS,
            registry=self._registry,
        )
        self._syncs = Counter(
            "footnote_syncs", "Syncs by how they ended.", ["outcome"], registry=self._registry
        )
        ProcessCollector(registry=self._registry)
        self._registry.register(_Standing(self))

    def count_request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        method = method if method in _METHODS else OTHER
        self._requests.labels(method, route, str(status)).inc()
        self._request_seconds.labels(route).observe(seconds)

    def count_answer(self, door: str, outcome: str, reason: str) -> None:
        """Count a question."""
        self._answers.labels(door, outcome, reason).inc()

    def count_stage(self, stage: str, seconds: float) -> None:
        """Count a stage of a question."""
        self._stage_seconds.labels(stage).observe(seconds)

    def count_sync(self, outcome: str) -> None:
        """Count a sync."""
        self._syncs.labels(outcome).inc()

    def text(self) -> bytes:
        """Return all of them as they stand."""
        return generate_latest(self._registry)


class _Standing(Collector):
    """What is looked up when it is asked for."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the numbers."""
        metrics = self._metrics
        yield _gauge(
            "footnote_questions_running",
            "Questions that are answered now.",
            "door",
            {door: load().running for door, load in metrics.loads.items()},
        )
        yield _gauge(
            "footnote_questions_waiting",
            "Questions that wait for their turn.",
            "door",
            {door: load().waiting for door, load in metrics.loads.items()},
        )
        facts = metrics.facts()
        yield _gauge(
            "footnote_library_articles",
            "Articles.",
            "library",
            {name: one.articles for name, one in facts.items()},
        )
        yield _gauge(
            "footnote_library_chunks",
            "Chunks.",
            "library",
            {name: one.chunks for name, one in facts.items()},
        )
        yield _gauge(
            "footnote_library_synced_timestamp_seconds",
            "When it was last synced.",
            "library",
            {name: one.synced.timestamp() for name, one in facts.items() if one.synced},
        )
        yield GaugeMetricFamily(
            "footnote_sync_running", "Whether a sync is running.", value=metrics.syncing()
        )


def _gauge(name: str, about: str, label: str, values: dict[str, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, about, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family
