"""What a sentence gains or loses by what it has of what is looked for."""

from rag.answering.dated import fits
from rag.core.article import ArticleInfo
from rag.core.request import Kind, Sought
from rag.language.language import language
from rag.language.parsed import parse
from rag.question.expected import has

WITHOUT_WANTED = 0.1
"""What a sentence loses that lacks the time, number or name that is asked for."""
OF_REASON = 0.15
"""What a sentence gains that tells a reason where one is asked for."""
OF_STATED_REASON = 0.4
"""What it gains instead that opens with one ("The cause is ..."): it need not name its subject."""
OF_TIME = 0.1
"""What a sentence gains that speaks of the time asked about, or loses that names another one."""


def gain(text: str, read: str, article: ArticleInfo, sought: Sought) -> float:
    """Return what a sentence gains or loses, to be added to its score.

    Args:
        text: the sentence.
        read: the same with the header of its table.
        article: where it stands.
        sought: what is looked for.
    """
    gain = OF_TIME * fits(sought.periods, read, article)
    if not has(sought.wants, parse(text, article.language)):
        gain -= WITHOUT_WANTED
    if sought.kind is Kind.REASON:
        rules = language(article.language)
        if rules.states_reason.match(text):
            gain += OF_STATED_REASON
        elif rules.reasons.search(text):
            gain += OF_REASON
    return gain
