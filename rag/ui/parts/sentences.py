"""The sentences of an answer as they are shown: the words that answer marked. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from rag.core.answer import Answer, Citation, Sentence
from rag.core.span import Span
from rag.render.blocks import Layout
from rag.render.statements import say
from rag.ui.catalogue import Wording


@dataclass(frozen=True, slots=True)
class SentencePiece:
    """Some words of a sentence: whether they answer, and whether they are its last word."""

    text: str
    marked: bool
    last: bool


@dataclass(frozen=True, slots=True)
class ShownSentence:
    """A sentence as it is shown.

    Attributes:
        text: its words.
        label: what stands before it and is not quoted.
        parts: the same words in pieces.
        cited: the citations that support it; none where it is unsupported.
        warning: why it is unsupported.
        verdict: for a written sentence, that it was checked, in words; otherwise empty.
    """

    text: str
    label: str
    parts: tuple[SentencePiece, ...]
    cited: tuple[Citation, ...]
    warning: str = ""
    verdict: str = ""


def shown_lead(laid_out: Layout, answer: Answer) -> ShownSentence | None:
    """Return the short answer; the quotes below carry the marks, so it has none."""
    if laid_out.lead is None or laid_out.lead.citation is None:
        return None
    said = laid_out.lead.said
    return ShownSentence(said, "", tuple(_pieces(said, None)), (laid_out.lead.citation,))


def shown_sentence(sentence: Sentence, answer: Answer, t: Wording) -> ShownSentence:
    """Return a sentence of an answer as it is shown."""
    cited = cited_by(sentence, answer)
    mark = next((_mark(one, sentence) for one in cited if _mark(one, sentence)), None)
    checked = t("checked") if answer.written and cited and not sentence.doubt else ""
    parts = tuple(_pieces(sentence.text, mark))
    warning = say(sentence.doubt, t) if sentence.doubt else ""
    return ShownSentence(sentence.text, sentence.label, parts, cited, warning, checked)


def plain_sentence(sentence: Sentence, answer: Answer) -> ShownSentence:
    """Return a quoted sentence without a mark and without a label: the words stand above it."""
    cited = cited_by(sentence, answer)
    return ShownSentence(sentence.text, "", tuple(_pieces(sentence.text, None)), cited)


def cited_by(sentence: Sentence, answer: Answer) -> tuple[Citation, ...]:
    """Return a sentence as it is shown."""
    return tuple(one for one in answer.citations if one.number in sentence.citations)


def _mark(citation: Citation, sentence: Sentence) -> Span | None:
    """Return where the words that answer stand in a sentence that is the quote or part of it."""
    if citation.answer is None:
        return None
    words = citation.answer.shift(-citation.span.start)
    start = citation.quote.find(sentence.text)
    inside = Span(words.start - start, words.end - start) if 0 <= start <= words.start else None
    return inside if inside and inside.end <= len(sentence.text) else None


def _pieces(text: str, mark: Span | None) -> Iterator[SentencePiece]:
    """Yield the words of a sentence, cut around those that answer and before the last word."""
    last = text.rstrip().rfind(" ") + 1
    edges = {0, last, len(text)} | ({mark.start, mark.end} if mark else set())
    cuts = sorted(edges)
    for start, end in pairwise(cuts):
        marked = mark is not None and mark.start <= start < mark.end
        yield SentencePiece(text[start:end], marked, start >= last)
