"""Answers as one document to hand on: what every format prints, laid out and numbered through."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rag.core.answer import Answer, Citation
from rag.errors import DataError
from rag.render.blocks import (
    Block,
    Comparison,
    ItemList,
    Layout,
    Rows,
    copied,
    layout,
    qualified,
    source_of,
)
from rag.render.escape import linked
from rag.render.facts import facts_of
from rag.render.wording import ENGLISH, Wording

_HASH = 12
"""So many digits of a text's hash name its version."""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: the exact words behind a sentence, and where they stand.

    Attributes:
        citation: what is quoted, with its number in the document.
        as_of: the day on which the article said so; None when unknown.
        t: the texts.
    """

    citation: Citation
    as_of: date | None
    t: Wording = ENGLISH

    @property
    def number(self) -> int:
        """The number, from 1 through the whole document."""
        return self.citation.number

    @property
    def source(self) -> str:
        """Title, outlet, date and page in one line."""
        return source_of(self.citation, self.t)

    @property
    def quote(self) -> str:
        """The exact words, on one line."""
        return " ".join(self.citation.quote.split())

    @property
    def caveat(self) -> str:
        """What limits or denies them right behind, in one line; empty for nothing."""
        return qualified(self.citation)

    @property
    def url(self) -> str:
        """Where the article was published, as it may stand in a link; empty when unknown."""
        return linked(self.citation.article.url)

    @property
    def about(self) -> str:
        """What else is known of the article, which version was quoted, as of when, and copies."""
        article = self.citation.article
        t = self.t
        facts = [fact.rstrip(".") for fact in facts_of(article, t)]
        version = t("handed_version", hash=article.sha256[:_HASH])
        as_of = t("handed_until", day=t.day(self.as_of)) if self.as_of else ""
        said = (*facts, version, as_of, copied(self.citation, t))
        return "; ".join(filter(None, said))


@dataclass(frozen=True, slots=True)
class AnswerSection:
    """An answer in a document.

    Attributes:
        question: its heading; empty where the document's title says it.
        verdict: how sure the answer is, or why there is none, in words; empty for neither.
        layout: the answer laid out, its citations numbered through the document.
        remarks: how it came about, and what of it nothing supports, one line each.
        unplaced: the footnotes that no sentence refers to.
    """

    question: str
    verdict: str
    layout: Layout
    remarks: tuple[str, ...]
    unplaced: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Handout:
    """Answers as one document.

    Attributes:
        title: what stands on top.
        as_of: the day on which the articles said so; None when unknown.
        sections: the answers.
        notes: the footnotes, in the order in which a reader meets them.
        t: the texts.
    """

    title: str
    as_of: date | None
    sections: tuple[AnswerSection, ...]
    notes: tuple[Note, ...]
    t: Wording = ENGLISH


def handout(
    answers: Sequence[Answer],
    title: str = "",
    as_of: date | None = None,
    t: Wording = ENGLISH,
) -> Handout:
    """Return answers as one document.

    Args:
        answers: the answers of a conversation, oldest first.
        title: what stands on top; by default the question, or how many there are.
        as_of: the day on which the articles said so.
        t: the texts.

    Raises:
        DataError: when there is no answer.
    """
    if not answers:
        raise DataError("there is no answer to hand on: ask a question first")
    numbered = list(_numbered(answers))
    title = title or (answers[0].question if len(answers) == 1 else "")
    alone = len(answers) == 1 and title == answers[0].question
    sections = [_section(answer, "" if alone else answer.question, t) for answer in numbered]
    notes = [Note(citation, as_of, t) for answer in numbered for citation in answer.citations]
    title = title or t("counted_questions", n=len(answers))
    return Handout(title, as_of, tuple(sections), tuple(notes), t)


def block_numbers(block: Block) -> Iterator[int]:
    """Yield the numbers of the citations of a block, as a reader meets them."""
    if isinstance(block, Comparison):
        sentences = [sentence for row in block.rows for sentence in row if sentence]
    elif isinstance(block, Rows):
        sentences = [row for row, _ in block.rows]
    elif isinstance(block, ItemList):
        sentences = [sentence for item in block.items for sentence in item]
    else:
        sentences = list(block.sentences)
    for sentence in sentences:
        yield from sentence.citations


def _numbered(answers: Iterable[Answer]) -> Iterator[Answer]:
    """Yield the answers, their citations numbered on from one to the next in reading order."""
    last = 0
    for answer in answers:
        known = [citation.number for citation in answer.citations]
        met = dict.fromkeys(number for number in _met(layout(answer)) if number in known)
        order = [*met, *(number for number in known if number not in met)]
        numbers = {number: last + place for place, number in enumerate(order, start=1)}
        last += len(order)
        yield _renumbered(answer, numbers)


def _met(laid_out: Layout) -> Iterator[int]:
    if laid_out.lead and laid_out.lead.citation:
        yield laid_out.lead.citation.number
    for block in laid_out.blocks:
        yield from block_numbers(block)


def _renumbered(answer: Answer, numbers: Mapping[int, int]) -> Answer:
    cited = [replace(one, number=numbers[one.number]) for one in answer.citations]
    sentences = [
        replace(one, citations=tuple(numbers[n] for n in one.citations if n in numbers))
        for one in answer.sentences
    ]
    lead = answer.lead
    if lead and lead.citation:
        number = numbers.get(lead.citation.number)
        lead = replace(lead, citation=replace(lead.citation, number=number)) if number else None
    return replace(
        answer,
        sentences=tuple(sentences),
        citations=tuple(sorted(cited, key=lambda one: one.number)),
        lead=lead,
    )


def _section(answer: Answer, question: str, t: Wording) -> AnswerSection:
    laid_out = layout(answer, t)
    met = set(_met(laid_out))
    verdict = t(f"handed_{answer.certainty}") if answer.certainty and answer.sentences else ""
    if answer.abstained:
        verdict = t(f"no_answer_{answer.reason.name.lower()}")
    return AnswerSection(
        question,
        verdict,
        laid_out,
        (*_mode(answer, t), *laid_out.remarks, *laid_out.unsupported),
        tuple(note.number for note in laid_out.footnotes if note.number not in met),
    )


def _mode(answer: Answer, t: Wording) -> Iterator[str]:
    """Yield who chose the words of an answer: its articles, or a language model."""
    if answer.written:
        checked = any(sentence.citations for sentence in answer.sentences)
        yield t("written" if checked else "written_not_checked")
    elif answer.sentences and not answer.abstained:
        yield t("quoted_only")
