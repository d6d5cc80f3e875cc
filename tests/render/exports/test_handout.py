from dataclasses import replace

import pytest

from rag.core.answer import Sentence
from rag.errors import DataError
from rag.render.exports.handout import Note, block_numbers, handout
from rag.render.wording import ENGLISH, wording
from tests.render.exports.samples import (
    AS_OF,
    COMPARED,
    CONVERSATION,
    DIFFERING,
    FACT,
    JOBS,
    ORDER,
    REFUSED,
    UNCLEAR,
)
from tests.render.exports.samples import WRITTEN as WRITTEN_ANSWER


def test_the_words_around_an_answer_are_in_the_language_that_is_asked_for() -> None:
    document = handout(CONVERSATION, as_of=AS_OF, t=wording("de"))
    assert document.title == f"{len(CONVERSATION)} Fragen"
    assert "Fassung" in document.notes[0].about
    said = [line for section in document.sections for line in (section.verdict, *section.remarks)]
    assert "Wörtlich aus den Artikeln zitiert." in said
    assert any(line.startswith("Keine Antwort: ") for line in said)


def test_it_says_whether_the_articles_or_a_model_chose_the_words() -> None:
    quoted, written = handout([FACT]).sections[0], handout([WRITTEN_ANSWER]).sections[0]
    unchecked = replace(WRITTEN_ANSWER, sentences=(Sentence("It opened.", ()),), citations=())
    assert quoted.remarks[0] == ENGLISH("quoted_only")
    assert written.remarks[0] == ENGLISH("written")
    assert handout([unchecked]).sections[0].remarks[0] == ENGLISH("written_not_checked")


def test_footnotes_are_numbered_through_the_document_as_a_reader_meets_them() -> None:
    document = handout(CONVERSATION)
    assert [note.number for note in document.notes] == list(range(1, 13))
    met = [
        number
        for section in document.sections
        for block in section.layout.blocks
        for number in block_numbers(block)
    ]
    assert list(dict.fromkeys([1, *met])) == [*range(1, 12)]
    assert document.sections[4].unplaced == (12,)


def test_the_lead_is_met_first_and_keeps_its_quote() -> None:
    (section,) = handout([FACT]).sections
    assert section.layout.lead
    assert section.layout.lead.citation == replace(JOBS, number=1)
    assert [s.citations for b in section.layout.blocks for s in b.sentences] == [(2,), (1, 2)]  # type: ignore[union-attr]


def test_a_comparison_is_numbered_row_by_row() -> None:
    notes = handout([COMPARED]).notes
    quotes = ["It opened in 2021.", "Salla | 5.20", JOBS.quote, "It was to have 1,200 jobs."]
    assert [note.quote for note in notes] == quotes


def test_a_remark_names_the_number_of_the_document() -> None:
    document = handout([FACT, DIFFERING])
    assert any(remark.startswith("[4]: reads like") for remark in document.sections[1].remarks)
    assert document.notes[3].citation.article.id == ORDER.id


def test_one_answer_has_its_question_as_title_and_several_have_theirs_as_headings() -> None:
    alone = handout([FACT])
    assert (alone.title, alone.sections[0].question) == (FACT.question, "")
    titled = handout([FACT], "Jobs")
    assert (titled.title, titled.sections[0].question) == ("Jobs", FACT.question)
    assert handout([FACT, REFUSED]).title == "2 questions"


def test_every_section_says_how_sure_it_is_or_why_there_is_no_answer() -> None:
    assert handout([FACT]).sections[0].verdict == "Certainty: sure"
    assert handout([REFUSED]).sections[0].verdict == "No answer: weak evidence"
    assert handout([UNCLEAR]).sections[0].verdict == "No answer: unclear question"
    remarks = handout([WRITTEN_ANSWER]).sections[0].remarks
    assert remarks[0] == ENGLISH("written")
    assert remarks[-1] == "Unsupported: It is loved. (no article supports it)"


def test_a_footnote_says_version_day_copies_and_who_wrote_it() -> None:
    note = Note(JOBS, AS_OF)
    assert note.source == "A plant in Heide · Lakeside Courier · 2026-10-05 · p. 1"
    assert note.url == "https://courier.example/heide?a=1&b=2"
    assert note.about == (
        "By Ida Berg, Kurt Velten; Section: Local; Agency: Elle News; "
        f"version {JOBS.article.sha256[:12]}; as of 27 November 2026; 2 articles, 1 source, at 3 "
        "places; origin: Plant · Elle News · 2026-10-04; also in Lakeside Courier"
    )


def test_a_number_without_a_citation_is_no_footnote() -> None:
    broken = replace(FACT, citations=FACT.citations[1:])
    (section,) = handout([broken]).sections
    assert section.layout.lead is None
    assert [note.number for note in handout([broken]).notes] == [1]


def test_nothing_is_no_document() -> None:
    with pytest.raises(DataError, match="ask a question first"):
        handout([])
