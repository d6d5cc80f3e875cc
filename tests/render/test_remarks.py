from dataclasses import replace

from rag.core.corpus import Filter
from rag.core.request import Request, Task
from rag.render.remarks import remarks, searched
from rag.render.wording import ENGLISH, wording
from tests.render.samples import ANSWER
from tests.said import said

GERMAN = wording("de")
LATE = Filter(since="2025-01-01")  # type: ignore[arg-type]


def test_what_was_added_to_a_question_and_what_limits_it_is_said() -> None:
    request = Request(Task.ANSWER, "And then?", "Heide? And then?", filter=LATE)
    followed = replace(ANSWER, question="And then?", standalone="Heide? And then?", request=request)
    assert list(searched(followed, ENGLISH)) == [
        "Searched together with: Heide?",
        "Only articles published since 1 January 2025.",
    ]
    rewritten = replace(ANSWER, standalone="What is made in Heide?")
    assert list(searched(rewritten, GERMAN)) == ["Gesucht als: What is made in Heide?"]
    assert list(searched(ANSWER, ENGLISH)) == []


def test_notes_and_what_was_left_out_are_told_in_the_language_of_the_page() -> None:
    noted = replace(ANSWER, notes=said("A note."), removed=1)
    assert list(remarks(noted, GERMAN)) == [
        "A note.",
        "1 Satz des Entwurfs fehlt, weil ihn nichts belegt.",
    ]
    assert list(remarks(ANSWER, ENGLISH)) == []
