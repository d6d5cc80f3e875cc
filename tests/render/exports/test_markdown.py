from markdown_it import MarkdownIt

from rag.render.exports.handout import Note, handout
from rag.render.exports.markdown import (
    markdown_document,
    note_markdown,
    quote_markdown,
    section_markdown,
)
from rag.render.wording import ENGLISH
from tests.render.exports.samples import AS_OF, CONVERSATION, FACT, JOBS, TABLE


def test_a_document_is_headings_tables_and_footnotes() -> None:
    tokens = (
        MarkdownIt("commonmark")
        .enable("table")
        .parse(markdown_document(handout(CONVERSATION, "Heide", AS_OF)))
    )
    kinds = [token.type for token in tokens]
    assert kinds.count("heading_open") == 1 + len(CONVERSATION)
    assert kinds.count("table_open") == 2
    assert kinds.count("bullet_list_open") == 5


def test_an_answer_alone_has_no_heading() -> None:
    (section,) = handout([TABLE]).sections
    assert section_markdown(section, ENGLISH).startswith("Searched together with\\: How many")


def test_a_footnote_has_the_address_as_its_only_link() -> None:
    note = note_markdown(Note(JOBS, AS_OF))
    assert note.startswith("[^1]: A plant in Heide · Lakeside Courier · 2026\\-10\\-05 · p\\. 1: “")
    assert note.count("<") == 1
    assert "” <https://courier.example/heide?a=1&b=2> (By Ida Berg" in note
    assert note_markdown(handout([FACT]).notes[1]).startswith("[^2]: ")


def test_a_quote_stands_above_where_it_is_from() -> None:
    lines = quote_markdown(Note(JOBS, None)).splitlines()
    assert lines[:2] == ["> “The plant in Heide has 900 jobs\\.”", ">"]
    assert lines[2].startswith("> — A plant in Heide · Lakeside Courier")
