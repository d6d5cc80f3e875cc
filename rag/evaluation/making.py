"""Questions made from the sentences of a library, for `rag questions` and the Benchmarks page.

A sentence that tells when or why something was so, or how much it is, is turned into the question
that it answers. A question is unanswerable when every article that has the names it asks about is
left out of the search; then the right answer is none. English and German sentences are asked for.
Such questions are close to the words of the articles, so they are easier than a reader's: they show
what breaks, not how good answers are.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from rag.core.article import Article
from rag.errors import DataError
from rag.evaluation.forms import FORMS
from rag.language.language import DEFAULT
from rag.language.sentences import sentence_spans
from rag.library.library import Library

MOST = 500
"""How many questions are made at most."""
_READ = 2_000
"""The most articles that are looked through."""
_EACH = 3
"""The most questions about one article."""
_LEFT_OUT = 4
"""One question of so many is made unanswerable."""
_MOST_NAMING = 0.5
"""The largest share of the articles that is left out for one question."""
_LONGEST = 400
"""Code points of the longest sentence that is asked for."""
KINDS = ("when", "why", "date", "amount")
"""What is asked for; the last two repeat the sentence up to its answer."""

_NAMED = re.compile(r"\b[A-ZÄÖÜ][\w&-]*(?: [A-ZÄÖÜ][\w&-]*)*")
_NOUN = re.compile(r"\b[A-ZÄÖÜ][\w&-]*")


@dataclass(frozen=True, slots=True)
class Made:
    """A question that a sentence of a text answers.

    Attributes:
        kind: one of `KINDS`.
        question: the question.
        names: the names in what it asks about.
        place: where its answer begins in the text.
        answer: a short answer; empty where only the sentence is one.
        nouns: whether the names may be any nouns.
    """

    kind: str
    question: str
    names: tuple[str, ...]
    place: int
    answer: str
    nouns: bool


def questions_in(text: str, kind: str, language: str = DEFAULT) -> Iterator[Made]:
    """Yield the questions of a kind that sentences of a text answer; of some languages only."""
    if language not in FORMS:
        return
    forms = FORMS[language]
    pattern, form = forms.kinds[kind]
    for found in pattern.finditer(text):
        parts = {name: " ".join(value.split()) for name, value in found.groupdict().items()}
        answer = parts.pop("answer", "")
        inside = amid(parts["subject"], text, forms.articles)
        if kind in ("when", "why"):
            parts["subject"] = inside
        names = tuple((_NOUN if forms.nouns else _NAMED).findall(inside))
        question = form.format(**parts)
        yield Made(kind, question, names, found.start("subject"), answer, forms.nouns)


def amid(name: str, text: str, articles: Container[str]) -> str:
    """Return the words that begin a sentence as they stand inside one.

    >>> amid("The plant", "", {"The"}), amid("Old cars", "an old car", ())
    ('the plant', 'old cars')
    """
    first = name.partition(" ")[0]
    small = first.lower()
    is_word = first in articles or re.search(rf"\b{re.escape(small)}\b", text)
    return small + name[len(first) :] if is_word else name


def make_questions(library: Library, count: int) -> list[dict[str, Any]]:
    """Return lines of a question file, each made from a sentence of the library.

    One in four is unanswerable: the articles that name what it asks about are left out. The same
    library gives the same questions.

    Args:
        library: what is indexed.
        count: how many are wanted, 1..500; there may be fewer.

    Raises:
        DataError: for another number, or where no sentence can be asked for.
    """
    if not 1 <= count <= MOST:
        raise DataError(f"{count} questions can't be made: ask for 1 to {MOST}")
    whole = library.facts().articles
    lines: list[dict[str, Any]] = []
    for article_id, made, quote in _in_turn(library):
        if len(lines) == count:
            break
        if len(lines) % _LEFT_OUT == _LEFT_OUT - 1:
            line = _unanswerable(made, library, whole)
        else:
            line = _answerable(made, article_id, quote, library)
        if line and line["question"] not in {other["question"] for other in lines}:
            lines.append({"id": f"made-{len(lines) + 1}"} | line)
    if not lines:
        raise DataError(
            "no English or German sentence of the library tells plainly when, why or how much: "
            "write the questions yourself"
        )
    return lines


def _in_turn(library: Library) -> Iterator[tuple[str, Made, str]]:
    """Yield what can be asked, the first question of each article before the second of any.

    Each comes with the article's id before it, and its sentence after it.
    """
    articles = islice(library.texts(), _READ)
    several = [list(islice(_of_article(article), _EACH)) for article in articles]
    for turn in range(_EACH):
        yield from (each[turn] for each in several if len(each) > turn)


def _of_article(article: Article) -> Iterator[tuple[str, Made, str]]:
    """Yield the questions about an article that name what they are about, one a sentence."""
    several = [list(questions_in(article.text, kind, article.language)) for kind in KINDS]
    wanted = sorted((made for each in several for made in each), key=lambda made: made.place)
    if not wanted:
        return
    spans = sentence_spans(article.text, article.language)
    asked = set()
    for made in wanted:
        around = (span for span in spans if span.start <= made.place < span.end)
        quote = next(around).slice(article.text)  # every letter lies in a sentence
        fits = len(quote) <= _LONGEST and article.text.count(quote) < 2
        if made.names and fits and quote not in asked:
            asked.add(quote)
            yield article.id, made, quote


def _answerable(made: Made, article_id: str, quote: str, library: Library) -> dict[str, Any] | None:
    """Return the question with its sentence; None where other articles have the same sentence.

    An answer that quotes one of those would be right, and count as wrong.
    """
    if sum(1 for _ in library.texts(holding=[quote])) > 1:
        return None
    return {
        "question": made.question,
        "category": made.kind,
        "answers": [made.answer] if made.answer else [],
        "evidence": [{"file": article_id, "quote": quote}],
    }


def _naming(name: str, library: Library) -> set[str]:
    """Return the ids of the articles that have a name in their text or title."""
    titled = {info.id for info in library.articles() if name in info.title}
    return titled | {article.id for article in library.texts(holding=[name])}


def _unanswerable(made: Made, library: Library, whole: int) -> dict[str, Any] | None:
    """Return the question without the articles that have its names; None where most do.

    Of nouns one is enough: an article that answers may have another word for each of the others.
    """
    several = [_naming(name, library) for name in made.names]
    naming = sorted(set.union(*several) if made.nouns else set.intersection(*several))
    if len(naming) > _MOST_NAMING * whole:
        return None
    return {
        "question": made.question,
        "category": "left out",
        "answers": [],
        "evidence": [],
        "without": naming,
    }
