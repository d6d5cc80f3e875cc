"""What a quoted sentence needs beside it to be understood: whose opinion, whom "she" means."""

from collections.abc import Sequence
from dataclasses import replace

from rag.answering.antecedents import antecedent
from rag.answering.interviews import question_before
from rag.core.article import Article
from rag.core.passage import Evidence
from rag.core.span import Span
from rag.core.when import NEVER
from rag.language.language import language
from rag.sources.injection import is_injection

_OPENING_LINES = 4
"""An article says within so many lines that it is somebody's opinion."""


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


def in_context(piece: Evidence, article: Article, quoted: Sequence[Span]) -> Evidence:
    """Return a sentence with what it needs before it as its label; one that has it as it is.

    What talks to a language model is no label.

    Args:
        piece: the sentence.
        article: its article.
        quoted: what else of the article is quoted: right behind it a "she" or "the company" needs
            no name.
    """
    if piece.label or piece.when != NEVER:
        return piece
    follows = any(0 <= piece.span.start - other.end <= 1 for other in quoted)
    who = "" if follows else antecedent(article, piece.span)
    label = opinion(article) or question_before(article, piece.span) or who
    return piece if is_injection(label) else replace(piece, label=label)
