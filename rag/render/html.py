"""An answer as HTML for notebooks; everything that comes from outside is escaped."""

from rag.core.answer import Answer, Citation, Sentence
from rag.render.blocks import (
    NOTHING_FOUND,
    Block,
    Comparison,
    ItemList,
    Rows,
    byline,
    layout,
    qualified,
    source_of,
)
from rag.render.escape import escape, safe_url


def answer_html(answer: Answer) -> str:
    """Return an answer as HTML: short answer, sentences with markers, remarks, footnotes."""
    laid_out = layout(answer)
    lead, shown = laid_out.lead, []
    shown += [_tag("p", _tag("small", escape(line))) for line in laid_out.searched]
    if lead and lead.citation:
        shown.append(_tag("p", _tag("strong", escape(lead.said)) + _marks([lead.citation.number])))
    if laid_out.message:
        shown.append(_tag("p", escape(laid_out.message)))
    shown += map(_block, laid_out.blocks)
    named = [_tag("li", escape(byline(article))) for article in laid_out.articles]
    named += [_tag("li", escape(byline(near.article))) for near in laid_out.nearest]
    shown += [_tag("ul", "".join(named))] if named else []
    remarks = (*laid_out.remarks, *laid_out.unsupported)
    shown += [_tag("p", _tag("small", escape(line))) for line in remarks]
    notes = "".join(map(_footnote, laid_out.footnotes))
    return _tag("div", "".join([*shown, _tag("ol", notes) if notes else ""]))


def _block(block: Block) -> str:
    if isinstance(block, Comparison):
        heads = "".join(_tag("th", escape(column.name)) for column in block.columns)
        rows = [
            "".join(_tag("td", _run([cell]) if cell else NOTHING_FOUND) for cell in row)
            for row in block.rows
        ]
        return _tag("table", "".join(_tag("tr", row) for row in [heads, *rows]))
    if isinstance(block, Rows):
        rows = [
            "".join(_tag("td", escape(cell)) for cell in cells) + _tag("td", _marks(row.citations))
            for row, cells in block.rows
        ]
        return _tag("table", "".join(_tag("tr", row) for row in rows))
    if isinstance(block, ItemList):
        return _tag("ul", "".join(_tag("li", _run(item)) for item in block.items))
    return _tag("p", _run(block.sentences))


def _run(sentences: "list[Sentence] | tuple[Sentence, ...]") -> str:
    return " ".join(
        (_labelled(one) if one.label else "") + escape(one.text) + _marks(one.citations)
        for one in sentences
    )


def _labelled(sentence: Sentence) -> str:
    label = escape(sentence.label)
    return f"{_tag('strong', label)} " if sentence.bullet else f"[{label}] "


def _marks(numbers: "list[int] | tuple[int, ...]") -> str:
    return "".join(_tag("sup", f"[{number}]") for number in numbers)


def _footnote(citation: Citation) -> str:
    source, url = escape(source_of(citation)), safe_url(citation.article.url)
    linked = f'<a href="{escape(url)}" rel="noreferrer">{source}</a>' if url else source
    caveat = f" {_tag('small', escape(qualified(citation)))}" if citation.caveat else ""
    return _tag("li", f"{linked}: “{escape(citation.quote)}”{caveat}")


def _tag(name: str, content: str) -> str:
    return f"<{name}>{content}</{name}>"
