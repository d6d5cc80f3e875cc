"""Does the corpus hold the answer? One probability from two signals, fitted on dev questions.

The fit (coefficients, threshold, what it was fitted on) is the file abstention.json, written by
`python -m eval.fit_abstention`; no number here is set by hand.
"""

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Self

import numpy as np

from rag.answering.extractive import Candidate
from rag.answering.words import FUNCTION_WORDS
from rag.indexing.lexical import LexicalIndex

FILE_NAME = "abstention.json"
WEAK_QUANTILE = 0.25


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for an answer.

    Attributes:
        weakest: the cosine that three quarters of the question's tokens reach in the best sentence, -1..1.
        unknown: the share, 0..1, of the question's content words that stand nowhere in the corpus.
    """

    weakest: float
    unknown: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic regression on the signals and the probability below which Footnote abstains."""

    intercept: float
    weakest: float
    unknown: float
    threshold: float
    fitted_on: str

    @classmethod
    @cache
    def load(cls) -> Self:
        """Return the calibration that ships with Footnote."""
        return cls(**json.loads(files(__package__).joinpath(FILE_NAME).read_text()))

    def confidence(self, signals: Signals) -> float:
        """Return the probability, 0..1, that the corpus holds the answer."""
        logit = self.intercept + self.weakest * signals.weakest + self.unknown * signals.unknown
        return 1 / (1 + math.exp(-max(-60.0, min(60.0, logit))))


def read_signals(question: str, pool: Sequence[Candidate], lexical: LexicalIndex) -> Signals:
    """Return the signals of a question from its candidate sentences, best first, and the corpus's words."""
    best = max(pool, key=lambda candidate: float(candidate.matches.mean()), default=None)
    weakest = float(np.quantile(best.matches, WEAK_QUANTILE)) if best else 0.0
    words = [word for word in re.findall(r"\w+", question.lower()) if word not in FUNCTION_WORDS]
    shares = [lexical.document_share(term) for term in lexical.terms(" ".join(words))]
    return Signals(weakest, shares.count(0.0) / len(shares) if shares else 0.0)
