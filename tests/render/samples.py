"""An article, an answer and a refusal that the printers print."""

from dataclasses import replace
from datetime import date

from rag.core.answer import Answer, Citation, Nearest, Reason, Sentence
from rag.core.article import Article
from rag.core.cluster import Cluster
from rag.core.passage import Chunk, Hit
from rag.core.span import Span
from rag.core.statement import Says, statement
from tests.said import said

ARTICLE = Article(
    "Cells are made in Heide. Soup is served.",
    title="Heide*",
    outlet="News & Co",
    published=date(2026, 2, 3),
)
CITATION = Citation(1, ARTICLE.info, Span(0, 24), "Cells are made in Heide.", Span(18, 23))
AGENCY = Article(ARTICLE.text, "Cells", "agency", "Elle News", published=date(2026, 2, 2))
COPIED = replace(CITATION, cluster=Cluster((AGENCY.info, ARTICLE.info), 3))
"""A citation of an article that prints what an agency sent; one of them lies at two places."""
ANSWER = Answer(
    "Where?",
    "Where?",
    (Sentence("Cells are made in Heide.", (1,)),),
    (CITATION,),
    confidence=0.87654,
)
REFUSAL = Answer(
    "Why?",
    "Why?",
    abstained=True,
    reason=Reason.WEAK_EVIDENCE,
    statements=said("No."),
    nearest=(Nearest(ARTICLE.info, 1.5),),
)
HIT = Hit(Chunk(ARTICLE.info, Span(0, 24), "Cells are made in Heide.", (Span(0, 24),)), 1.25, 1)
LISTED = (
    Sentence("Cells are made.", (1,), 0.91234, bullet=True),
    Sentence("Soup is sold.", (), None, statement(Says.UNSUPPORTED), bullet=True),
)
"""What a language model wrote; nothing supports the second item."""
