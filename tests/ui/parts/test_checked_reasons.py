from dataclasses import replace

import pytest

from rag.checking import statements
from rag.core.checked import QuoteStanding
from rag.core.span import Span
from rag.ui.catalogue import LANGUAGES, catalogue
from rag.ui.parts.checked_reasons import parts_of, reasons
from tests.render.checked import CHECKED

EN = catalogue("en")


def test_another_speaker_is_named() -> None:
    (value,) = CHECKED.sentences[0].conflicts
    for instead, said in (
        ("Ida Holm", "Right words, other speaker: Ida Holm."),
        ("", "Right words, but not from where the draft says."),
    ):
        conflict = replace(value, kind="speaker", instead=instead, replaces=False)
        one = replace(CHECKED.sentences[0], conflicts=(conflict,), quotations=())
        assert tuple(reasons(one, 9, EN)) == (said,)


def test_words_left_out_or_too_many_are_told() -> None:
    (value,) = CHECKED.sentences[0].conflicts
    conflicts = (
        replace(value, says=""),
        replace(value, instead=""),
        replace(value, kind="wording"),
    )
    one = replace(CHECKED.sentences[0], conflicts=conflicts, quotations=())
    assert tuple(reasons(one, 9, EN)) == (
        "Left out: “19 minutes”.",
        "Not in the article: “18 minutes”.",
    )


def test_a_quotation_that_stands_nowhere_is_told() -> None:
    (quoted,) = CHECKED.sentences[0].quotations
    check = replace(quoted.check, standing=QuoteStanding.NOWHERE, correct="", places=())
    one = replace(CHECKED.sentences[1], conflicts=(), quotations=(replace(quoted, check=check),))
    assert next(reasons(one, 9, EN)) == "No article has the quoted words, or words like them."


@pytest.mark.parametrize("language", LANGUAGES)
def test_why_there_is_nothing_to_check_is_said_in_every_language(language: str) -> None:
    t = catalogue(language)
    kinds = ("QUESTION", "ADDRESS", "VIEW", "LITTLE", "HEADING")
    notes = [getattr(statements, kind) for kind in kinds]
    rows = [replace(CHECKED.sentences[2], note=note) for note in notes]
    said = {reason for one in rows for reason in reasons(one, 9, t)}
    assert len(said) == len(kinds)
    assert said.isdisjoint(notes)


def test_marks_that_overlap_are_cut_and_what_is_outside_is_left_out() -> None:
    marks = [(Span(0, 3), "wrong"), (Span(2, 6), "void"), (Span(8, 20), "wrong")]
    assert list(parts_of(Span(1, 10), marks)) == [
        (Span(1, 3), "wrong"), (Span(3, 6), "void"), (Span(6, 8), ""), (Span(8, 10), "wrong"),
    ]  # fmt: skip
    assert list(parts_of(Span(0, 4), [])) == [(Span(0, 4), "")]
