"""The short answer on top: the few words of a quote that answer, where they surely do.

The fit is the file lead.json, written by `python -m eval.fits.certainty`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rag.answering.candidates import Candidate
from rag.core.answer import Citation, Lead
from rag.core.request import Request, Task
from rag.core.span import Location
from rag.language.parsed import parse
from rag.models.calibration import Calibration
from rag.question.expected import has

FILE_NAME = "lead.json"
MOST_WORDS = 16
"""A short answer has no more words, ..."""
MOST_SHARE = 0.8
"""... and is no more than this share of its sentence."""


@dataclass(frozen=True, slots=True)
class StandsOut:
    """The words of the best sentence that answer most likely.

    Attributes:
        place: where the sentence stands.
        text: the words.
        unit: the unit of its column, for a number in a table; otherwise empty.
        exact: whether they are what is asked for by rule: a cell of a table, a correction.
        features: what tells whether they answer, where no rule does:

            - relevance: the log-odds that the sentence's chunk answers.
            - certainty: of the words, the sum of the logits of the first and the last of them.
            - gap: by how much the sentence's score is above the next one's.
    """

    place: Location
    text: str
    unit: str = ""
    exact: bool = False
    features: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_sure(self) -> bool:
        """Whether they are likely enough to be the answer to be shown."""
        if self.exact:
            return True
        fit = Calibration.load(__package__, FILE_NAME, cross_encoded=True)
        return fit.probability(self.features) >= fit.threshold


def exactly(place: Location, text: str, unit: str = "") -> StandsOut:
    """Return words of a sentence that are what is asked for by rule."""
    return StandsOut(place, text, unit, exact=True)


def stands_out(request: Request, pool: Sequence[Candidate]) -> StandsOut | None:
    """Return the words that may be a short answer; None where there are none.

    They are few, a part of their sentence, and have what the question wants: a time, a number, a
    name. A question of several parts has none.

    Args:
        request: what is asked for.
        pool: the candidate sentences, best first.
    """
    plain = request.task in (Task.ANSWER, Task.SECOND_LOOK)
    if not plain or request.has_parts or not pool:
        return None
    first, short, prediction = pool[0], pool[0].short, pool[0].prediction
    if short is None or prediction is None or first.evidence.is_injection:
        return None
    sentence = first.evidence
    text = short.shift(-sentence.span.start).slice(sentence.text)
    is_short = len(text.split()) <= MOST_WORDS and len(text) <= MOST_SHARE * len(sentence.text)
    if not is_short or not has(request.wants, parse(text, sentence.article.language)):
        return None
    following = pool[1].evidence.score if len(pool) > 1 else 0.0
    features = {
        "relevance": prediction.relevance,
        "certainty": prediction.certainty,
        "gap": sentence.score - following,
    }
    return StandsOut(sentence.place, text, features=features)


def find_lead(words: StandsOut | None, citations: Sequence[Citation]) -> Lead | None:
    """Return the short answer, quoted from one of the citations; None where it is not sure."""
    if not words or not words.is_sure:
        return None
    quoted = (one for one in citations if one.place == words.place and not one.is_injection)
    return next((Lead(words.text, citation, words.unit) for citation in quoted), None)
