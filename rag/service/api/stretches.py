"""An answer's text, and which stretches of it are cited. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.core.answer import Answer, Citation, Sentence
from rag.render.blocks import Block, Comparison, ItemList, Paragraph, layout


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of an answer's text.

    Attributes:
        text: its words.
        citations: those of the sentence that it is; none between sentences.
    """

    text: str
    citations: tuple[Citation, ...] = ()


def stretches(answer: Answer) -> list[Stretch]:
    """Return the stretches of an answer, whose texts together are `answer.text`."""
    text, end = answer.text, 0
    laid_out = layout(answer)
    lead = laid_out.lead
    if lead and lead.citation:
        end = text.index("\n\n", len(lead.said)) + 2
    parts = [Stretch(text[:end])]
    end += len(laid_out.message)
    parts.append(Stretch(laid_out.message))
    for sentence in (each for block in laid_out.blocks for each in _sentences(block)):
        start = text.index(sentence.text, end)
        parts.append(Stretch(text[end:start]))
        end = start + len(sentence.text)
        cited = tuple(answer.citations[number - 1] for number in sentence.citations)
        parts.append(Stretch(text[start:end], cited))
    return [part for part in [*parts, Stretch(text[end:])] if part.text]


def _sentences(block: Block) -> Sequence[Sentence]:
    """Return the sentences of a block in the order in which they are read."""
    if isinstance(block, Paragraph):
        return block.sentences
    if isinstance(block, ItemList):
        return [sentence for item in block.items for sentence in item]
    if isinstance(block, Comparison):
        return [sentence for column in block.columns for sentence in column.sentences]
    return [sentence for sentence, _ in block.rows]


@dataclass(frozen=True, slots=True)
class CitedRange:
    """A citation of a stretch of a text: the code points start to end."""

    citation: Citation
    start: int
    end: int


def cited(several: Sequence[Stretch], before: int = 0) -> Iterator[CitedRange]:
    """Yield the citations of stretches, and the place of each in a text.

    Args:
        several: the stretches, one behind the other.
        before: the code points of the text before the first one.
    """
    start = before
    for stretch in several:
        end = start + len(stretch.text)
        for citation in stretch.citations:
            yield CitedRange(citation, start, end)
        start = end


class GrowingText:
    """What has been said of an answer that grows, so that nothing is said twice.

    Attributes:
        said: the text so far.
    """

    def __init__(self) -> None:
        self.said = ""

    def more(self, answer: Answer, whole: bool) -> list[Stretch]:
        """Return what comes after what was said; a comparison grows in columns, and is kept back.

        Where the whole answer is another than what was begun, it follows below it, all of it.

        Args:
            answer: the answer so far.
            whole: whether it is the last one.
        """
        if answer.columns and not whole:
            return []
        several, past = stretches(answer), len(self.said)
        if not answer.text.startswith(self.said):
            if not whole:
                return []
            several, past = [Stretch("\n\n"), *several], 0
        new = list(_after(several, past))
        self.said += "".join(stretch.text for stretch in new)
        return new


def _after(several: Sequence[Stretch], past: int) -> Iterator[Stretch]:
    """Yield the stretches behind so many code points; what lies across is cut."""
    for stretch in several:
        if past < len(stretch.text):
            yield Stretch(stretch.text[past:], stretch.citations)
        past = max(0, past - len(stretch.text))
