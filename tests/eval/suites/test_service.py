"""What the suite makes of what people got, of kills and of editions."""

import pytest

from eval.faults.journal import Tried
from eval.service.swaps import Editions
from eval.suites.service import USERS, Served, loaded, survived, swapped
from rag.evaluation.measure.result import Result


def by_metric(results: list[Result]) -> dict[str, float]:
    return {result.metric: result.value for result in results}


def test_a_crowd_is_told_beside_one_person() -> None:
    alone = Served({1: [0.25] * 40})
    many = Served({number: [12.0] for number in range(USERS)}, ["x"])
    told = by_metric(loaded(alone, many, 10))
    assert told[f"{USERS} users: errors"] == 1
    assert told[f"{USERS} users: answers a second"] == 5
    assert told[f"{USERS} users: answers a second, of one's"] == 1.25
    assert told[f"{USERS} users: fewest answers, of the most"] == 1
    assert told[f"{USERS} users: p95, of users / rate"] == pytest.approx(1.2)


def test_who_gets_nothing_is_seen() -> None:
    many = Served({number: [1.0, 1.0] for number in range(USERS - 1)})
    told = by_metric(loaded(Served({1: [1.0]}), many, 10))
    assert told[f"{USERS} users: fewest answers, of the most"] == 0


def test_what_was_lost_and_what_started_late_are_counted() -> None:
    tried = [Tried("kill 0", "", 4.0), Tried("kill 1", "1 feedback lost", 12.0)]
    assert by_metric(survived(tried)) == {
        "killed under load: nothing lost": 0.5,
        "killed under load: answers within 10 s": 0.5,
        "killed under load: slowest start, s": 12.0,
    }


def test_failures_and_mixes_are_counted_apart() -> None:
    problems = ["failed: 500", "a mix of the editions [1, 2]", "edition {1}, where 2 to 2 may be"]
    editions = Editions(answers=7, seen={1, 2}, problems=problems)
    assert by_metric(swapped(editions)) == {
        "indexed anew: requests answered": 7,
        "indexed anew: editions seen": 2,
        "indexed anew: requests failed": 1,
        "indexed anew: mixed or wrong editions": 2,
    }
