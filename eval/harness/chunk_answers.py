"""The baseline's chunks as answers that quote them, and their scores."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from eval.harness.baseline import SYSTEM as BASELINE
from rag.core.answer import Answer, Citation, Sentence
from rag.core.article import Article
from rag.core.span import Span
from rag.evaluation.measure.result import Result, Scorer
from rag.evaluation.questions import Question, precision, recall
from rag.evaluation.scoring import length

if TYPE_CHECKING:
    from langchain_core.documents import Document


def score_baseline(
    suite: str,
    searched: "Sequence[tuple[Question, Sequence[Document]]]",
    articles: Mapping[str, Article],
    words: int,
) -> list[Result]:
    """Return evidence recall, precision and length of the baseline's chunks.

    Only answerable questions are given. A chunk is a citation of all its words. The best chunks are
    cut to the words that an answer of Footnote may have; whole, they are what the tutorial gives to
    its language model.
    """
    scorer = Scorer(suite, BASELINE)
    results = []
    for label, budget in (("no abstention", words), ("4 whole chunks", None)):
        answers = [(question, as_answer(chunks, articles, budget)) for question, chunks in searched]
        recalls = [recall(question.gold or (), answer) for question, answer in answers]
        precisions = [precision(question.gold or (), answer) for question, answer in answers]
        results += [
            *scorer.mean(f"evidence recall, {label}", recalls),
            *scorer.mean(f"citation precision, {label}", precisions),
            *scorer.mean(f"words per answer, {label}", [length(answer) for _, answer in answers]),
        ]
    return results


def as_answer(
    chunks: "Sequence[Document]", articles: Mapping[str, Article], words: int | None
) -> Answer:
    """Return chunks as an answer that quotes them, cut to a number of words, if one is given."""
    citations: list[Citation] = []
    left = words
    for chunk in chunks:
        ends = [match.end() for match in re.finditer(r"\S+", chunk.page_content)][:left]
        if not ends:
            break
        article, start = articles[chunk.metadata["source"]], int(chunk.metadata["start_index"])
        span = Span(start, start + ends[-1])
        citations.append(Citation(len(citations) + 1, article.info, span, span.slice(article.text)))
        left = None if left is None else left - len(ends)
    sentences = tuple(Sentence(citation.quote, (citation.number,)) for citation in citations)
    return Answer("", "", sentences, tuple(citations))
