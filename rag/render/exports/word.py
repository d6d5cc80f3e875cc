"""Answers as a Word document whose footnotes are footnotes.

Every word goes into the document as text; what links there are lead to the articles.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from rag.core.answer import Sentence
from rag.render.blocks import Block, Comparison, ItemList, Rows, byline
from rag.render.exports.footnotes import Footnotes, clean, element
from rag.render.exports.handout import AnswerSection, Handout
from rag.render.wording import Wording

_UNDATED = datetime(1980, 1, 1, tzinfo=UTC)
"""What stands for the time at which a document was made, so that one answer gives one file."""


def word(document: Handout) -> bytes:
    """Return a document as .docx; the same document gives the same bytes."""
    from docx import Document

    made, t = Document(), document.t
    properties = made.core_properties
    properties.title, properties.author, properties.comments = clean(document.title), "", ""
    when = datetime.combine(document.as_of, time(), UTC) if document.as_of else _UNDATED
    properties.created = properties.modified = when
    notes = Footnotes(made, document.notes)
    made.add_heading(clean(document.title), 0)
    if document.as_of:
        _small(made, t("handed_as_of", day=t.day(document.as_of)))
    for section in document.sections:
        _section(made, section, notes, t)
    notes.attach()
    data = BytesIO()
    made.save(data)
    return _repacked(data)


def _section(made: Any, section: AnswerSection, notes: Footnotes, t: Wording) -> None:
    laid_out = section.layout
    if section.question:
        made.add_heading(clean(section.question), 1)
    for line in laid_out.searched:
        _small(made, line)
    if laid_out.lead and laid_out.lead.citation:
        paragraph = made.add_paragraph()
        paragraph.add_run(clean(laid_out.lead.said)).bold = True
        notes.mark(paragraph, [laid_out.lead.citation.number])
    if laid_out.message:
        made.add_paragraph(clean(laid_out.message))
    for block in laid_out.blocks:
        _block(made, block, notes, t)
    _list(made, (byline(article, t) for article in laid_out.articles))
    for line in filter(None, (section.verdict, *section.remarks)):
        _small(made, line)
    if section.unplaced:
        notes.mark(_small(made, f"{t('handed_see_also')} "), section.unplaced)
    _list(made, laid_out.options)
    if laid_out.nearest:
        made.add_paragraph(t("handed_nearest"))
        _list(made, (byline(near.article, t) for near in laid_out.nearest))


def _block(made: Any, block: Block, notes: Footnotes, t: Wording) -> None:
    if isinstance(block, Comparison):
        _comparison(made, block, notes, t)
    elif isinstance(block, Rows):
        _rows(made, block, notes)
    elif isinstance(block, ItemList):
        for item in block.items:
            _run(made.add_paragraph(style="List Bullet"), item, notes)
    else:
        _run(made.add_paragraph(), block.sentences, notes)


def _comparison(made: Any, block: Comparison, notes: Footnotes, t: Wording) -> None:
    table = _table(made, len(block.rows) + 1, len(block.columns))
    for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
        cell.paragraphs[0].add_run(clean(column.name)).bold = True
    for number, sentences in enumerate(block.rows):
        for cell, sentence in zip(table.rows[number + 1].cells, sentences, strict=True):
            if sentence:
                _run(cell.paragraphs[0], [sentence], notes)
            elif not number:
                cell.text = t("nothing_found")


def _rows(made: Any, block: Rows, notes: Footnotes) -> None:
    table = _table(made, len(block.rows), max(len(cells) for _, cells in block.rows))
    for shown, (row, cells) in zip(table.rows, block.rows, strict=True):
        paragraphs = [cell.paragraphs[0] for cell in shown.cells]
        for paragraph, cell in zip(paragraphs, cells, strict=False):
            paragraph.add_run(clean(cell))
        notes.mark(paragraphs[len(cells) - 1], row.citations)


def _table(made: Any, rows: int, columns: int) -> Any:
    """Return an empty table; its first row is repeated on every page, an empty line follows."""
    table = made.add_table(rows, columns, style="Table Grid")
    table.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader"))  # noqa: SLF001
    made.add_paragraph()
    return table


def _run(paragraph: Any, sentences: Sequence[Sentence], notes: Footnotes) -> None:
    for place, sentence in enumerate(sentences):
        if place:
            paragraph.add_run(" ")
        if sentence.label and sentence.bullet:
            paragraph.add_run(clean(sentence.label)).bold = True
            paragraph.add_run(": ")
        elif sentence.label:
            paragraph.add_run(f"[{clean(sentence.label)}] ")
        paragraph.add_run(clean(sentence.text))
        notes.mark(paragraph, sentence.citations)


def _list(made: Any, lines: Iterable[str]) -> None:
    for line in lines:
        made.add_paragraph(clean(line), style="List Bullet")


def _small(made: Any, line: str) -> Any:
    paragraph = made.add_paragraph()
    paragraph.add_run(clean(line)).italic = True
    return paragraph


def _repacked(data: BytesIO) -> bytes:
    """Return an archive with the same members and no times in it."""
    packed = BytesIO()
    with ZipFile(data) as old, ZipFile(packed, "w") as new:
        for name in old.namelist():
            info = ZipInfo(name)
            info.create_system = 3  # the same on every system
            new.writestr(info, old.read(name), ZIP_DEFLATED)
    return packed.getvalue()
