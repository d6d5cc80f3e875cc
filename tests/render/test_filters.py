from datetime import date

from rag.core.corpus import Filter
from rag.render.filters import day, limits


def test_every_limit_is_said() -> None:
    assert limits(Filter()) == ""
    assert limits(Filter(topics="fish", articles=["a", "b"])) == "on fish, among a, b"
    assert limits(Filter(since="2025-01-02")) == "published since 2 January 2025"
    assert limits(Filter(since="2025-01-02", until="2025-01-02")) == "published on 2 January 2025"
    assert limits(Filter(outlets=["A", "B"])) == "from A or B"


def test_a_day_is_in_words() -> None:
    assert day(date(2025, 3, 1)) == "1 March 2025"
