"""The one layout of an answer: which blocks it has, in which order, and the remarks beside them.

The terminal, Markdown and the page print what `layout` returns; none of them looks for lists or
tables by itself.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest

from rag.core.answer import Answer, Citation, Lead, Nearest, Sentence
from rag.core.article import ArticleInfo
from rag.core.text import one_line
from rag.core.when import NEVER
from rag.language.blocks import cells, is_row
from rag.render.remarks import remarks, searched
from rag.render.statements import in_words
from rag.render.wording import ENGLISH, Wording

NOTHING_FOUND = ENGLISH("nothing_found")
"""What stands for a compared thing that no sentence is about."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that run on."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list; an item is a sentence with a bullet and the sentences that follow it."""

    items: tuple[tuple[Sentence, ...], ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a table of an article, its header first; each is a quoted sentence."""

    rows: tuple[tuple[Sentence, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """What a comparison says of one of the compared things."""

    name: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison."""

    columns: tuple[Column, ...]

    @property
    def rows(self) -> list[tuple[Sentence | None, ...]]:
        """The sentence of each column, row by row; None where a column has no more sentences.

        A column that is None in the first row has no sentence at all.
        """
        return list(zip_longest(*(column.sentences for column in self.columns)))


Block = Comparison | Paragraph | ItemList | Rows


@dataclass(frozen=True, slots=True)
class Layout:
    """An answer laid out, from top to bottom.

    Attributes:
        lead: the short answer; None where there is none, or where the message says it.
        searched: what was added to the question, and which articles it was limited to, one line
            each.
        message: what stands in place of sentences, or before them.
        blocks: the sentences: a table, a paragraph, a list, those that the answer has.
        remarks: how the answer came about, one line each.
        unsupported: the sentences that nothing supports and why, one line each.
        footnotes: the citations, by number.
        articles: the articles that were asked for.
        options: questions that may have been meant.
        nearest: the articles that came closest; empty where there are options.
    """

    lead: Lead | None
    searched: tuple[str, ...]
    message: str
    blocks: tuple[Block, ...]
    remarks: tuple[str, ...]
    unsupported: tuple[str, ...]
    footnotes: tuple[Citation, ...]
    articles: tuple[ArticleInfo, ...]
    options: tuple[str, ...]
    nearest: tuple[Nearest, ...]

    @property
    def compares(self) -> bool:
        """Whether the first block is a table."""
        return any(isinstance(block, Comparison) for block in self.blocks)


def layout(answer: Answer, t: Wording = ENGLISH) -> Layout:
    """Lay an answer out, what Footnote says of it in the words of a language."""
    answer = replace(answer, sentences=tuple(_labelled(s, t) for s in answer.sentences))
    doubts = [(s.text, in_words([s.doubt], t)) for s in answer.sentences if s.doubt]
    return Layout(
        answer.lead if answer.lead and answer.lead.citation else None,
        tuple(searched(answer, t)),
        in_words(answer.statements, t),
        tuple(_blocks(answer)),
        tuple(remarks(answer, t)),
        tuple(t("line_unsupported", text=text, why=why) for text, why in doubts),
        answer.citations,
        answer.articles,
        answer.options,
        () if answer.options else answer.nearest,
    )


def byline(article: ArticleInfo, t: Wording = ENGLISH) -> str:
    """Return where an article comes from, in one line: title, outlet, date."""
    day = t.figures(article.published) if article.published else ""
    return " · ".join(filter(None, (article.title, article.outlet, day)))


def source_of(citation: Citation, t: Wording = ENGLISH) -> str:
    """Return where a quote comes from, in one line: the byline of its article, and the page."""
    page = f" · {page_label(citation.page, t)}" if citation.page else ""
    return byline(citation.article, t) + page


def page_label(page: int, t: Wording = ENGLISH) -> str:
    """Return the number of a page in words.

    >>> page_label(4)
    'p. 4'
    """
    return t("page_label", page=page)


def label_of(sentence: Sentence, t: Wording = ENGLISH) -> str:
    """Return what is put before a sentence: the date of what it tells, or its label."""
    return t.moment(sentence.when) or sentence.label


def _labelled(sentence: Sentence, t: Wording) -> Sentence:
    """Return a sentence with its date in words, as its label."""
    return replace(sentence, label=label_of(sentence, t), when=NEVER)


def copied(citation: Citation, t: Wording = ENGLISH) -> str:
    """Return in one line who else printed the text that is quoted; empty where nobody did."""
    if not (cluster := citation.cluster):
        return ""
    others = [info.outlet for info in cluster.articles if info.id != cluster.origin.id]
    named = ", ".join(dict.fromkeys(others))
    told = t("copies", n=len(cluster.articles))
    if cluster.locations > len(cluster.articles):
        told += t("copies_places", places=cluster.locations)
    if not others:
        return told
    told += t("copies_origin", origin=byline(cluster.origin, t))
    return told + (t("copies_also", names=named) if named else "")


def qualified(citation: Citation, t: Wording = ENGLISH) -> str:
    """Return what limits or denies a quote right behind it, in one line; empty for nothing."""
    if not (caveat := citation.caveat):
        return ""
    return t("caveat", quote=one_line(caveat.quote))


def counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "sentence"), counted(1600, "article")
    ('1 sentence', '1,600 articles')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _blocks(answer: Answer) -> list[Block]:
    blocks: list[Block] = []
    if answer.columns:
        blocks.append(Comparison(tuple(_columns(answer))))
    sentences = [sentence for sentence in answer.sentences if sentence.column is None]
    for sort, run in groupby(_sorts(sentences, answer.written), key=lambda pair: pair[0]):
        several = tuple(sentence for _, sentence in run)
        if sort == "row":
            blocks.append(Rows(tuple((row, tuple(cells(row.text))) for row in several)))
        elif sort == "item":
            blocks.append(ItemList(_items(several)))
        else:
            blocks.append(Paragraph(several))
    return blocks


def _sorts(sentences: Iterable[Sentence], written: bool) -> Iterator[tuple[str, Sentence]]:
    """Yield sentences with what each belongs to: a row of a table, an item of a list, neither.

    What follows an item belongs to it where a language model wrote it.
    """
    in_list = False
    for sentence in sentences:
        row = is_row(sentence.text)
        in_list = not row and (sentence.bullet or in_list and written)
        yield "row" if row else "item" if in_list else "", sentence


def _items(sentences: Iterable[Sentence]) -> tuple[tuple[Sentence, ...], ...]:
    items: list[list[Sentence]] = []
    for sentence in sentences:
        if sentence.bullet or not items:
            items.append([])
        items[-1].append(sentence)
    return tuple(map(tuple, items))


def _columns(answer: Answer) -> list[Column]:
    return [
        Column(name, tuple(s for s in answer.sentences if s.column == number))
        for number, name in enumerate(answer.columns)
    ]
