from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import copy_context

import pytest

from rag.core.timing import Deadline, Trace, around_stages


class Clock:
    """Shows a time that only the test moves on."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    def fail_after(self, seconds: float) -> None:
        self.now += seconds
        raise TimeoutError


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_trace_adds_up_what_each_stage_took(clock: Clock) -> None:
    trace = Trace(clock)
    clock.now += 1
    for seconds in (2, 3):
        with trace.stage("search"):
            clock.now += seconds
    with trace.stage("select"):
        clock.now += 0.5
    assert trace.seconds == {"search": 5.0, "select": 0.5, "total": 6.5}
    clock.now += 1
    assert trace.seconds["total"] == 7.5


def test_a_stage_that_fails_is_counted(clock: Clock) -> None:
    trace = Trace(clock)
    with pytest.raises(TimeoutError), trace.stage("search"):
        clock.fail_after(2)
    assert trace.seconds["search"] == 2


def test_stages_run_within_what_their_context_has_for_them() -> None:
    seen: list[str] = []

    @contextmanager
    def around(name: str) -> Iterator[None]:
        seen.append(f"{name} begins")
        yield
        seen.append(f"{name} ends")

    def made() -> Trace:
        around_stages.set(around)
        return Trace()

    with copy_context().run(made).stage("search"):
        seen.append("working")
    with Trace().stage("select"):
        seen.append("alone")
    assert seen == ["search begins", "working", "search ends", "alone"]


def test_a_deadline_counts_only_what_runs_within_it(clock: Clock) -> None:
    deadline = Deadline(5.0, clock)
    with deadline.running() as elapsed:
        clock.now += 2
        assert elapsed() == 2
    clock.now += 100
    assert deadline.left == 3
    with deadline.running() as elapsed:
        clock.now += 4
        assert elapsed() == 4, "since this run began"
    assert deadline.left == -1
    assert not deadline.unlimited


def test_what_fails_within_a_deadline_used_its_time(clock: Clock) -> None:
    deadline = Deadline(5.0, clock)
    with pytest.raises(TimeoutError), deadline.running():
        clock.fail_after(2)
    assert deadline.left == 3


def test_without_a_limit_time_is_never_over(clock: Clock) -> None:
    deadline = Deadline(None, clock)
    with deadline.running():
        clock.now += 1e9
    assert deadline.unlimited
    assert deadline.left > 1e9
