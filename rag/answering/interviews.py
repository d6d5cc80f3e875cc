"""Interviews: what the outlet says in them is the question, not what is told."""

import re
from textwrap import shorten

from rag.core.article import Article, ArticleInfo
from rag.core.span import Span

_SPEAKER = re.compile(r"[^\W\d_][\w .'’-]{0,40}:\s")
_MOST_CHARACTERS = 160


def is_question(text: str, article: ArticleInfo) -> bool:
    """Tell whether a sentence is what an article's own outlet says in an interview.

    >>> about = Article("x", outlet="North Shore Daily").info
    >>> is_question("Daily: You called it a waste.", about), is_question("Moos: No.", about)
    (True, False)
    """
    names = (article.outlet, *article.outlet.split()[-1:])
    return text.startswith(tuple(f"{name}:" for name in names if name))


def question_before(article: Article, sentence: Span) -> str:
    r"""Return the question that a sentence of an interview answers; empty where it opens no answer.

    >>> text = "Daily: Do you keep bees?\n\nMoos: Seven colonies. They are well."
    >>> question_before(Article(text, outlet="North Shore Daily"), Span(26, 47))
    'Daily: Do you keep bees?'
    """
    if not _SPEAKER.match(sentence.slice(article.text)):
        return ""
    line = article.text[: sentence.start].rstrip().rpartition("\n")[2]
    return shorten(line, _MOST_CHARACTERS) if is_question(line, article.info) else ""
