"""What a quoted sentence needs beside it to be understood: whose opinion, whom "she" means."""

from collections.abc import Sequence
from dataclasses import replace

from rag.core.article import Article
from rag.core.passage import Evidence
from rag.core.span import Span
from rag.language.language import language
from rag.language.parsed import parse

_OPENING_LINES = 4
"""An article says within so many lines that it is somebody's opinion."""
_LOOKED_BACK = 600
"""Characters before a sentence in which the person is named that it speaks of."""


def opinion(article: Article) -> str:
    r"""Return how an article says that it is an opinion, with whose; empty where it is none.

    >>> opinion(Article("A comment by Kurt Velten\n\nThis tram is a waste.", "Pigeons"))
    'A comment by Kurt Velten'
    """
    lines = [article.title, *article.text[:500].splitlines()[:_OPENING_LINES]]
    for line in filter(None, map(str.strip, lines)):
        if language(article.language).opinion.fullmatch(line):
            who = "" if line != article.title else ", ".join(article.authors)
            return f"{line}, {who}" if who else line
    return ""


def antecedent(article: Article, sentence: Span) -> str:
    """Return whom the "he" or "she" means that a sentence opens with; empty where that is unclear.

    It is the one person who is named in full in the sentences before it that are nearest.

    >>> text = "The accountant, Greta Holm, thought otherwise. She arrived at 405 million."
    >>> antecedent(Article(text), Span(47, 74))
    'Greta Holm'
    """
    rules = language(article.language)
    if not rules.person.match(sentence.slice(article.text)):
        return ""
    start = max(0, sentence.start - _LOOKED_BACK)
    before = parse(article.text[start : sentence.start], article.language)
    for part in reversed(before.by_sentence):
        if persons := part.full_names:
            return persons[0] if len(persons) == 1 else ""
        if not rules.person.match(part.text):
            return ""
    return ""


def in_context(piece: Evidence, article: Article, quoted: Sequence[Span]) -> Evidence:
    """Return a sentence with what it needs before it, as its label; one with a label as it is.

    Args:
        piece: the sentence.
        article: its article.
        quoted: what else of the article is quoted: right behind it a "she" needs no name.
    """
    if piece.label:
        return piece
    follows = any(0 <= piece.span.start - other.end <= 1 for other in quoted)
    who = "" if follows else antecedent(article, piece.span)
    return replace(piece, label=opinion(article) or who)
