"""Does the corpus hold the answer? One probability from several signals, fitted on dev questions.

The fits are the file abstention.json, written by `python -m eval.fit_abstention`.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from rag.answering.extractive import Candidate
from rag.answering.requests import Request
from rag.calibration import Calibration
from rag.retrieval import Found
from rag.settings import AnswerSettings
from rag.types import Answer, Filter, Nearest, Reason

FILE_NAME = "abstention.json"
CANDIDATES = 50
"""Passages that the best one is compared with."""
_TYPICAL_MEAN, _TYPICAL_SPREAD = 0.33, 0.07
"""MaxSim of the candidates of a question, mean and standard deviation: stands in for those that a small corpus lacks."""
_MESSAGES = {
    Reason.NOTHING_FOUND: "The articles hold nothing on this.",
    Reason.WEAK_EVIDENCE: "The articles do not hold a clear answer to this.",
    Reason.OUTSIDE_DATES: "No article lies within the dates asked for.",
    Reason.UNCLEAR: "The question does not say what it is about. Which of these do you mean?",
}


def calibration(read: bool) -> Calibration:
    """Return the fit for passages that were read by the evidence reader, or for those that were not."""
    return Calibration.load(__package__, FILE_NAME, read)


def threshold(settings: AnswerSettings, fit: Calibration) -> float:
    """Return the confidence from which on an answer is given: as set, for the risk that is set, or as fitted.

    Args:
        settings: what the user set.
        fit: what the confidence is of.
    """
    if settings.min_confidence is not None:
        return settings.min_confidence
    return fit.threshold if settings.risk is None else fit.threshold_for(settings.risk)


def read_signals(pool: Sequence[Candidate], found: Sequence[Found], together: float | None = None) -> dict[str, float]:
    """Return what speaks for an answer, by name.

    - match: the mean over the question's tokens of their cosine in the sentence that matches best, -1..1.
    - apart: by how many standard deviations the best passage's MaxSim stands out of the candidates'.
    - relevance: the highest log-odds of a passage that was read to answer the question, or, where it asks several things,
      those of the chosen sentences together.

    The last is missing where nothing was read.

    Args:
        pool: the candidate sentences.
        found: the passages found.
        together: the log-odds of the chosen sentences, read as one text; None for a question that asks one thing.
    """
    signals = {
        "match": max((float(candidate.matches.mean()) for candidate in pool), default=0.0),
        "apart": _apart([one.passage.maxsim for one in found[:CANDIDATES]]),
    }
    readings = [one.reading for one in found if one.reading]
    if readings:
        signals["relevance"] = max(reading.relevance for reading in readings) if together is None else together
    return signals


def _apart(similarities: Sequence[float]) -> float:
    """Return the z-score of the highest; a corpus with fewer than `CANDIDATES` passages is filled up with typical ones.

    >>> round(_apart([0.7]), 1), round(_apart([0.7] + [0.3] * 9 + [0.4] * 40), 1)
    (4.2, 5.3)
    """
    values = np.array(similarities)
    missing = CANDIDATES - len(values)
    if not len(values):
        return 0.0
    mean = (values.sum() + missing * _TYPICAL_MEAN) / CANDIDATES
    squares = ((values - mean) ** 2).sum() + missing * (_TYPICAL_SPREAD**2 + (_TYPICAL_MEAN - mean) ** 2)
    return float((values.max() - mean) / max(np.sqrt(squares / CANDIDATES), 1e-6))


def why(
    request: Request, found: Sequence[Found], weak: bool, where: Filter | None, articles: Sequence[str] | None
) -> Reason:
    """Return why a question gets no answer, or no reason; an unclear one is asked back where several articles fit."""
    if not found:
        outside = where and (where.since or where.until) and not articles
        return Reason.OUTSIDE_DATES if outside else Reason.NOTHING_FOUND
    if request.unclear and len({one.passage.chunk.article.id for one in found}) > 1:
        return Reason.UNCLEAR
    return Reason.WEAK_EVIDENCE if weak else Reason.NONE


def second_look(before: str, now: str) -> str:
    """Return what a second look says of the first answer; nothing where there was none."""
    if not before:
        return ""
    said = "came to the same answer" if before == now else "came to another answer than before"
    return f"A second look, in three times as many passages, {said}."


def refuse(always: Answer, reason: Reason, found: Sequence[Found]) -> Answer:
    """Return the refusal in place of an answer, with the articles that came nearest."""
    nearest: dict[str, Nearest] = {}
    for one in found:
        article = one.passage.chunk.article
        nearest.setdefault(article.id, Nearest(article, one.score))
    near = tuple(nearest.values())[:3]
    return replace(
        always,
        sentences=(),
        citations=(),
        columns=(),
        abstained=True,
        reason=reason,
        message=_MESSAGES[reason],
        nearest=near,
        options=tuple(_about(always.question, one) for one in near) if reason is Reason.UNCLEAR else (),
    )


def _about(question: str, near: Nearest) -> str:
    return f"{near.article.title}: {question[:1].lower()}{question[1:]}"
