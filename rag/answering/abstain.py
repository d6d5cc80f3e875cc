"""Does the library hold the answer? One probability from several features, fitted on dev questions.

The fits are the file abstention.json, written by `python -m eval.fits.abstention`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from rag.answering.candidates import Candidate
from rag.core.answer import Answer, Certainty, Nearest, Reason
from rag.core.request import Request
from rag.core.statement import Says, Statement, statement
from rag.language.guess import guess_language
from rag.library.snapshot import Snapshot
from rag.models.calibration import Calibration
from rag.search.hybrid import ScoredChunk
from rag.search.searcher import Found
from rag.settings import AnswerSettings

FILE_NAME = "abstention.json"
COMPARED = 50
"""Chunks that the best one is compared with."""
NEAREST = 3
"""Articles that a refusal names."""
_TYPICAL_MEAN, _TYPICAL_SPREAD = 0.39, 0.07
"""Mean and standard deviation of the candidates' MaxSim, for those that a small corpus lacks."""


def calibration(cross_encoded: bool) -> Calibration:
    """Return the fit for chunks that the cross-encoder saw, or for those that it did not."""
    return Calibration.load(__package__, FILE_NAME, cross_encoded)


def threshold(settings: AnswerSettings, fit: Calibration) -> float:
    """Return the confidence from which an answer is given.

    Args:
        settings: what the user set: a confidence, a risk, or neither.
        fit: the calibration that produced the confidence.
    """
    if settings.min_confidence is not None:
        return settings.min_confidence
    return fit.threshold if settings.risk is None else fit.threshold_for(settings.risk)


def abstention_features(
    pool: Sequence[Candidate], found: Sequence[ScoredChunk], together: float | None = None
) -> dict[str, float]:
    """Return the features of the abstention model, by name.

    - match: the mean over the question's tokens of their cosine in the sentence that matches best,
      -1..1.
    - apart: by how many standard deviations the best chunk's MaxSim stands out of the candidates'.
    - relevance: the highest log-odds of a chunk to answer the question, or, where the question has
      several parts, those of the chosen sentences together; missing without a cross-encoder.

    Args:
        pool: the candidate sentences.
        found: the chunks found.
        together: the log-odds of the chosen sentences as one text; None for a question of one part.
    """
    features = {
        "match": max((float(candidate.matches.mean()) for candidate in pool), default=0.0),
        "apart": _apart([scored.matched.maxsim for scored in found[:COMPARED]]),
    }
    relevance = [scored.prediction.relevance for scored in found if scored.prediction]
    if relevance:
        features["relevance"] = max(relevance) if together is None else together
    return features


def _apart(similarities: Sequence[float]) -> float:
    """Return the z-score of the highest; a small corpus is filled up to `COMPARED` typical values.

    >>> round(_apart([0.7]), 1), round(_apart([0.7] + [0.3] * 9 + [0.4] * 40), 1)
    (3.7, 5.3)
    """
    values = np.array(similarities)
    missing = COMPARED - len(values)
    if not len(values):
        return 0.0
    mean = (values.sum() + missing * _TYPICAL_MEAN) / COMPARED
    typical = _TYPICAL_SPREAD**2 + (_TYPICAL_MEAN - mean) ** 2
    squares = ((values - mean) ** 2).sum() + missing * typical
    return float((values.max() - mean) / max(np.sqrt(squares / COMPARED), 1e-6))


def refusal(
    request: Request, found: Found, snapshot: Snapshot, is_weak: bool, is_sure: bool = False
) -> Reason:
    """Return why a question gets no answer; the empty reason where it gets one.

    An unclear question is asked back where several articles fit. A question in a language that no
    article is in is only answered where that is sure.

    Args:
        request: the question.
        found: what was found for it.
        snapshot: where that was looked for.
        is_weak: whether the evidence is too weak.
        is_sure: whether the answer is sure.
    """
    if not found.whole:
        outside = snapshot.where.dated and not snapshot.count
        return Reason.OUTSIDE_DATES if outside else Reason.NOTHING_FOUND
    articles = {scored.matched.chunk.article.id for scored in found.whole}
    if request.unclear and len(articles) > 1:
        return Reason.UNCLEAR
    code = guess_language(request.question)
    if code and code not in snapshot.languages and (is_weak or not is_sure):
        return Reason.OTHER_LANGUAGE
    return Reason.WEAK_EVIDENCE if is_weak else Reason.NONE


def second_look(earlier: str, now: str) -> tuple[Statement, ...]:
    """Return how a second look compares with the earlier answer; nothing where there was none."""
    if not earlier:
        return ()
    return (statement(Says.SAME_AGAIN if earlier == now else Says.OTHER_AGAIN),)


def refuse(
    answer: Answer, reason: Reason, found: Found, request: Request, snapshot: Snapshot
) -> Answer:
    """Return the refusal in place of an answer: why, what was searched, what came nearest."""
    best: dict[str, Nearest] = {}
    for scored in found.whole:
        article = scored.matched.chunk.article
        best.setdefault(article.id, Nearest(article, scored.score))
    nearest = tuple(best.values())[:NEAREST]
    is_unclear = reason is Reason.UNCLEAR
    return replace(
        answer,
        sentences=(),
        citations=(),
        columns=(),
        lead=None,
        disagreement=None,
        certainty=Certainty.NONE,
        abstained=True,
        reason=reason,
        statements=tuple(_statements(reason, request, snapshot)),
        nearest=nearest,
        options=tuple(_about(answer.question, near) for near in nearest) if is_unclear else (),
    )


def _statements(reason: Reason, request: Request, snapshot: Snapshot) -> Iterator[Statement]:
    """Yield why there is no answer, which names no article has, and what was searched."""
    if reason is Reason.OTHER_LANGUAGE:
        asked = guess_language(request.question)
        yield statement(Says.OTHER_LANGUAGE, language=asked, languages=tuple(snapshot.languages))
    else:
        yield statement(Says(reason.name.lower()))
    if request.missing:
        yield statement(Says.MISSING, n=len(request.missing), names=request.missing)
    if reason is not Reason.UNCLEAR:
        yield statement(Says.SEARCHED, articles=snapshot.count, where=request.filter)


def _about(question: str, near: Nearest) -> str:
    return f"{near.article.title}: {question[:1].lower()}{question[1:]}"
