"""Does the corpus hold the answer? One probability from several signals, fitted on dev questions.

The fits are the file abstention.json, written by `python -m eval.fit_abstention`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from rag.answering.extractive import Candidate
from rag.calibration import Calibration
from rag.indexing.lexical import LexicalIndex
from rag.retrieval import Found
from rag.types import Answer, Nearest, Reason
from rag.words import FUNCTION_WORDS

FILE_NAME = "abstention.json"
WEAK_QUANTILE = 0.25
_MESSAGES = {
    Reason.NOTHING_FOUND: "The articles hold nothing on this.",
    Reason.WEAK_EVIDENCE: "The articles do not hold a clear answer to this.",
    Reason.OUTSIDE_DATES: "No article lies within the dates asked for.",
}


def calibration(read: bool) -> Calibration:
    """Return the fit for passages that were read by the evidence reader, or for those that were not."""
    return Calibration.load(__package__, FILE_NAME, read)


def read_signals(
    question: str, pool: Sequence[Candidate], found: Sequence[Found], lexical: LexicalIndex
) -> dict[str, float]:
    """Return what speaks for an answer, by name.

    - weakest: the cosine that three quarters of the question's tokens reach in the best sentence, -1..1.
    - unknown: the share, 0..1, of the question's content words that stand nowhere in the corpus.
    - relevance: the highest log-odds of a passage that was read to answer the question.
    - evidence: the highest log-odds of a sentence to hold the answer.

    The last two are missing where nothing was read.

    Args:
        question: as searched.
        pool: the candidate sentences.
        found: the passages found.
        lexical: the corpus's words.
    """
    best = max(pool, key=lambda candidate: float(candidate.matches.mean()), default=None)
    weakest = float(np.quantile(best.matches, WEAK_QUANTILE)) if best else 0.0
    words = [word for word in re.findall(r"\w+", question.lower()) if word not in FUNCTION_WORDS]
    shares = [lexical.document_share(term) for term in lexical.terms(" ".join(words))]
    signals = {"weakest": weakest, "unknown": shares.count(0.0) / len(shares) if shares else 0.0}
    readings = [one.reading for one in found if one.reading]
    if readings:
        signals |= {
            "relevance": max(reading.relevance for reading in readings),
            "evidence": max(float(reading.evidence.max(initial=-10.0)) for reading in readings),
        }
    return signals


def refuse(always: Answer, reason: Reason, found: Sequence[Found]) -> Answer:
    """Return the refusal in place of an answer, with the articles that came nearest."""
    nearest: dict[str, Nearest] = {}
    for one in found:
        article = one.passage.chunk.article
        nearest.setdefault(article.id, Nearest(article, one.score))
    return replace(
        always,
        sentences=(),
        citations=(),
        abstained=True,
        reason=reason,
        message=_MESSAGES[reason],
        nearest=tuple(nearest.values())[:3],
    )
