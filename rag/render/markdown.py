"""An answer as Markdown with footnotes; no mark-up of an article survives."""

from rag.core.answer import Answer, Citation, Lead, Sentence
from rag.render.blocks import (
    Block,
    Comparison,
    ItemList,
    Layout,
    Paragraph,
    Rows,
    byline,
    copied,
    layout,
    qualified,
    source_of,
)
from rag.render.escape import escape_markdown
from rag.render.wording import ENGLISH, Wording


def markdown(answer: Answer) -> str:
    """Return an answer as Markdown with footnotes; no mark-up of an article survives."""
    laid_out = layout(answer)
    text = body_markdown(laid_out)
    if not answer.sentences:
        return text
    above = laid_out.searched
    remarks = map(escape_markdown, (*above, *laid_out.remarks, *laid_out.unsupported))
    return "\n".join([text.strip(), *remarks, "", *map(_footnote, laid_out.footnotes)])


def body_markdown(laid_out: Layout, t: Wording = ENGLISH) -> str:
    """Return the short answer, the message, the sentences with their marks, and the articles."""
    text = escape_markdown(laid_out.message)
    for before, block in zip((None, *laid_out.blocks), laid_out.blocks, strict=False):
        follows = isinstance(before, ItemList) and not isinstance(block, ItemList)
        text += ("\n\n" if follows else "") + _block_markdown(block, t)
    text += "".join(f"\n- {escape_markdown(byline(article, t))}" for article in laid_out.articles)
    if lead := laid_out.lead:
        text = f"**{escape_markdown(lead.said)}**{_mark(lead)}\n\n{text.strip()}"
    return text


def _block_markdown(block: Block, t: Wording) -> str:
    if isinstance(block, Paragraph):
        return "".join(f" {_noted(sentence)}" for sentence in block.sentences)
    if isinstance(block, ItemList):
        return "".join(f"\n- {' '.join(map(_noted, item))}" for item in block.items)
    if isinstance(block, Rows):
        return _table_markdown(block)
    return _comparison_markdown(block, t)


def _table_markdown(table: Rows) -> str:
    """Return rows of a table with an empty line before and after them; each has its footnote."""
    rows = []
    for row, cells in table.rows:
        marks = "".join(f"[^{number}]" for number in row.citations)
        rows.append(" | ".join(map(escape_markdown, cells)) + marks)
    rows.insert(1, " | ".join(["---"] * len(table.rows[0][1])))
    return "\n\n" + "\n".join(f"| {row} |" for row in rows) + "\n\n"


def _comparison_markdown(comparison: Comparison, t: Wording) -> str:
    """Return a comparison as a table with an empty line before and after it."""
    heads = [escape_markdown(column.name) for column in comparison.columns]
    rows = [heads, ["---"] * len(heads)]
    for number, row in enumerate(comparison.rows):
        nothing = "" if number else t("nothing_found")
        rows.append([_noted(sentence) if sentence else nothing for sentence in row])
    return "\n\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n\n"


def _mark(lead: Lead) -> str:
    return f"[^{lead.citation.number}]" if lead.citation else ""


def _noted(sentence: Sentence) -> str:
    label = escape_markdown(sentence.label)
    marked = f"**{label}**:" if sentence.bullet else f"\\[{label}\\]"
    return (
        (f"{marked} " if label else "")
        + escape_markdown(sentence.text)
        + "".join(f"[^{number}]" for number in sentence.citations)
    )


def _footnote(citation: Citation) -> str:
    source, quote = escape_markdown(source_of(citation)), escape_markdown(citation.quote)
    copies = f" ({escape_markdown(copied(citation))})" if citation.cluster else ""
    caveat = f" {escape_markdown(qualified(citation))}" if citation.caveat else ""
    return f"[^{citation.number}]: {source}: “{quote}”{caveat}{copies}"
