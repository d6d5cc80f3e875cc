"""Requests for articles and times in German."""

from datetime import date

import pytest

from rag.core.corpus import Filter, Names
from rag.core.request import Only, Task
from rag.question.periods import find_period
from rag.question.request import understand

TODAY = date(2026, 11, 26)
NAMES = Names(("Wochenblatt",), ("Ida Berg",))


@pytest.mark.parametrize(
    ("question", "topic", "only", "where"),
    [
        ("Welche Artikel gibt es über die Seilbahn?", "die Seilbahn", Only.ALL, Filter()),
        (
            "Wie viele Artikel sind seit 2025 erschienen?",
            "",
            Only.ALL,
            Filter(since=date(2025, 1, 1)),
        ),
        ("Was ist der neueste Artikel über die Linie 5?", "die Linie 5", Only.NEWEST, Filter()),
        (
            "Was schrieb das Wochenblatt über die Linie 5?",
            "die Linie 5",
            Only.ALL,
            Filter(outlets=("Wochenblatt",)),
        ),
        ("Was hat Ida Berg geschrieben?", "", Only.ALL, Filter(authors=("Ida Berg",))),
    ],
)
def test_articles_asked_for(question: str, topic: str, only: Only, where: Filter) -> None:
    request = understand(question, names=NAMES, today=TODAY)
    assert request.task is Task.ARTICLES
    assert (" ".join(request.texts), request.only, request.filter) == (topic, only, where)


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("seit 2025", "2025-01-01", None),
        ("vor Juli 2023", None, "2023-06-30"),
        ("im Februar 2024", "2024-02-01", "2024-02-29"),
        ("am 12. März 2025", "2025-03-12", "2025-03-12"),
        ("zwischen März 2024 und Mai 2025", "2024-03-01", "2025-05-31"),
        ("letzten Monat", "2026-10-01", "2026-10-31"),
        ("vergangene Woche", "2026-11-16", "2026-11-22"),
        ("letztes Jahr", "2025-01-01", "2025-12-31"),
        ("letzten Herbst", "2025-09-01", "2025-11-30"),
        ("in den letzten zwei Wochen", "2026-11-12", "2026-11-26"),
        ("gestern", "2026-11-25", "2026-11-25"),
    ],
)
def test_times(text: str, since: str | None, until: str | None) -> None:
    period = find_period(f"Was wurde {text} gemeldet?", TODAY, "de")
    assert period
    assert [day and day.isoformat() for day in (period.since, period.until)] == [since, until]
