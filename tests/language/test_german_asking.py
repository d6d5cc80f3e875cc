"""Questions in German are understood as English ones are."""

from datetime import date

import pytest

from rag.core.request import Kind, Task, Wants
from rag.question.request import understand

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("question", "kind", "wants"),
    [
        ("Warum schließt die Geburtsstation in Lindenau?", Kind.REASON, Wants.ANYTHING),
        ("Wie viele Menschen kamen zur Eröffnung?", Kind.FACT, Wants.NUMBER),
        ("Was hat die Straßenbahn gekostet?", Kind.FACT, Wants.NUMBER),
        ("Wann wurde die Linie eröffnet?", Kind.FACT, Wants.TIME),
        ("Zu welchem Datum schließt die Station?", Kind.FACT, Wants.TIME),
        ("Wer leitet das Krankenhaus?", Kind.FACT, Wants.NAME),
        ("Ist der Bürgermeister noch im Amt?", Kind.YES_NO, Wants.ANYTHING),
        ("Welche Parteien stimmten gegen die Linie?", Kind.LIST, Wants.ANYTHING),
    ],
)
def test_what_sort_of_answer_is_wanted(question: str, kind: Kind, wants: Wants) -> None:
    request = understand(question, today=TODAY)
    assert (request.kind, request.wants) == (kind, wants)


@pytest.mark.parametrize(
    ("question", "task", "text"),
    [
        (
            "Fasse den Artikel über die Mühle in zwei Sätzen zusammen.",
            Task.SUMMARY,
            "die Mühle",
        ),
        ("Vergleiche Grünau und Lindenau", Task.COMPARISON, "Grünau und Lindenau"),
        ("Was ist der Unterschied zwischen Grünau und Wyk?", Task.COMPARISON, "Grünau und Wyk"),
        ("Chronik der Linie 5", Task.TIMELINE, "Linie 5"),
        ("Was geschah mit der Linie 5, der Reihe nach?", Task.TIMELINE, "Was geschah mit der"),
    ],
)
def test_requests(question: str, task: Task, text: str) -> None:
    request = understand(question, today=TODAY)
    assert request.task is task
    assert request.texts[0].startswith(text)


def test_length_most_and_small_talk() -> None:
    assert understand("Fasse den Bericht über Wyk in zwei Sätzen zusammen").limit == 2
    assert understand("Welche Gemeinde hat die meisten Einwohner?").compares_all
    assert understand("Hallo, guten Morgen").task is Task.HELP
    for question in ("Welche Artikel gibt es?", "Was ist in der Bibliothek?"):
        assert understand(question).task is Task.CONTENTS
