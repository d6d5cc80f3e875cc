"""The blocks of an answer as they are shown: paragraphs, lists, timelines, tables. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rag.core.answer import Answer, Citation, Sentence
from rag.core.beside import Disagreement
from rag.core.request import Task
from rag.render.blocks import Block, Comparison, ItemList, Rows
from rag.ui.catalogue import Wording
from rag.ui.parts.remarks import article_byline
from rag.ui.parts.sentences import ShownSentence, cited_by, plain_sentence, shown_sentence

MOST_ROWS = 6
"""So many rows of a table are shown below its head; the others are folded."""


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of a table: its cells, which of them holds the words that answer, is it folded."""

    cells: tuple[str, ...]
    cited: tuple[Citation, ...]
    marked: str
    folded: bool = False

    @property
    def asked(self) -> bool:
        """Whether the row holds the answer."""
        return bool(self.marked)


@dataclass(frozen=True, slots=True)
class ShownSide:
    """What one article says where they differ: who and when, the value, the sentences with it."""

    who: str
    text: str
    sentences: tuple[ShownSentence, ...]


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A block of an answer; `kind` says which of the other fields its template uses."""

    kind: str
    items: Sequence[Any] = ()
    rows: Sequence[Any] = ()
    names: tuple[str, ...] = ()
    header: bool = False

    @property
    def folded(self) -> int:
        """How many rows of a table are folded."""
        return sum(row.folded for row in self.rows)


def shown_blocks(blocks: Iterable[Block], answer: Answer, t: Wording) -> Iterator[ShownBlock]:
    """Yield the blocks of an answer as they are shown."""
    timeline = answer.request is not None and answer.request.task is Task.TIMELINE

    def shown(sentence: Sentence) -> ShownSentence:
        return shown_sentence(sentence, answer, t)

    if answer.disagreement and not answer.abstained:
        yield ShownBlock("values", items=list(_sides(answer, answer.disagreement, t)))
        return
    for block in blocks:
        if isinstance(block, Comparison):
            names = tuple(column.name for column in block.columns)
            rows = [[shown(one) if one else None for one in row] for row in block.rows]
            yield ShownBlock("comparison", rows=rows, names=names)
        elif isinstance(block, Rows):
            yield _table(block, answer)
        elif isinstance(block, ItemList):
            items = [list(map(shown, item)) for item in block.items]
            dated = timeline and all(item[0].label for item in items)
            yield ShownBlock("timeline" if dated else "list", items=items)
        else:
            sentences = list(map(shown, block.sentences))
            if timeline and all(sentence.label for sentence in sentences):
                yield ShownBlock("timeline", items=[[sentence] for sentence in sentences])
            else:
                yield ShownBlock("paragraph", items=sentences)


def _sides(answer: Answer, differing: Disagreement, t: Wording) -> Iterator[ShownSide]:
    """Yield the values that articles differ in; none is marked again in its sentence."""
    for place, side in enumerate(differing.sides):
        (cited,) = (one for one in answer.citations if one.number == side.citation)
        told = (one for one in answer.sentences if side.citation in one.citations)
        which = "" if not differing.corrected else t("before_correction" if place else "corrected")
        who = " · ".join(filter(None, (which, article_byline(cited.article, t))))
        yield ShownSide(who, side.text, tuple(plain_sentence(one, answer) for one in told))


def _table(block: Rows, answer: Answer) -> ShownBlock:
    """Return a table; of its rows those are folded that are many and hold no answer."""
    rows = []
    for sentence, cells in block.rows:
        cited = cited_by(sentence, answer)
        rows.append(ShownRow(cells, cited, _answering(cited, cells)))
    names = "".join(rows[0].cells[1:])
    header = len(rows) > 1 and not rows[0].asked and not any(map(str.isdigit, names))
    shown = MOST_ROWS + header
    rows[shown:] = [replace(row, folded=not row.asked) for row in rows[shown:]]
    return ShownBlock("table", rows=rows, header=header)


def _answering(cited: Iterable[Citation], cells: Sequence[str]) -> str:
    """Return the cell that holds the words that answer; empty where none does."""
    for citation in cited:
        if citation.answer:
            words = citation.answer.shift(-citation.span.start).slice(citation.quote)
            for cell in cells[1:]:
                if words.strip(" |") and words.strip(" |") in cell:
                    return cell
    return ""
