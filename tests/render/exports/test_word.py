from dataclasses import replace
from datetime import date

from rag.render.exports.forms import export_answers
from rag.render.exports.handout import handout
from rag.render.exports.word import word
from rag.sources.formats.word import load_docx
from tests.render.exports.reading import W, names, part, words
from tests.render.exports.samples import AS_OF, COMPARED, CONVERSATION, FACT, JOBS, TABLE

WHOLE = export_answers(CONVERSATION, "docx", title="Heide", as_of=AS_OF)


def test_our_own_reader_finds_title_sentences_lists_and_tables() -> None:
    article = load_docx(WHOLE, "a.docx").articles[""]
    assert article.title == "Heide"
    for words_of in (
        "The articles as of 27 November 2026.",
        "How many jobs has the plant in Heide?",
        "[The plant] It opened in 2021.",
        "- 5 October 2026: The plant in Heide has 900 jobs.",
        "Heide | Salla\nIt opened in 2021. | Salla | 5.20\nThe plant in Heide has 900 jobs.",
        "No answer: weak evidence",
        "- A plant in Heide · Lakeside Courier · 2026-10-05",
        "- When was the opening?",
    ):
        assert words_of in article.text


def test_a_comparison_without_sentences_on_one_side_says_so() -> None:
    lone = COMPARED.sentences[0]
    text = load_docx(word(handout([replace(COMPARED, sentences=(lone,))])), "a").articles[""].text
    assert "Heide | Salla\nIt opened in 2021. | nothing found" in text


def test_the_first_row_of_a_table_is_repeated_on_every_page() -> None:
    body = part(export_answers(TABLE, "docx"), "word/document.xml")
    rows = list(body.iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False]
    assert words(rows[1]) == "Heide4.10"


def test_there_is_no_time_in_the_file_but_the_day_of_the_articles() -> None:
    core = "docProps/core.xml"
    assert part(WHOLE, core).xpath("string(//*[local-name()='created'])") == "2026-11-27T00:00:00Z"
    undated = export_answers(FACT, "docx")
    assert undated == export_answers(FACT, "docx")
    assert undated != export_answers(FACT, "docx", as_of=date(2026, 1, 1))


def test_every_part_has_a_type_and_every_relation_a_target() -> None:
    from io import BytesIO

    from docx import Document

    assert "word/footnotes.xml" in names(WHOLE)
    types = part(WHOLE, "[Content_Types].xml").xpath("//*/@PartName")
    assert "/word/footnotes.xml" in types
    opened = Document(BytesIO(WHOLE))
    related = [rel for rel in opened.part.rels.values() if rel.reltype.endswith("/footnotes")]
    assert len(related) == 1
    links = {rel.target_ref for rel in related[0].target_part.rels.values() if rel.is_external}
    assert links == {JOBS.article.url}
