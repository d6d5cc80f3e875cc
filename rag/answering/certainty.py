"""How sure an answer is, in three words.

The bounds are the file certainty.json, written by `python -m eval.fits.certainty`.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from rag.core.answer import Answer, Certainty
from rag.models.calibration import SEEN, UNSEEN

FILE_NAME = "certainty.json"


@cache
def bounds(cross_encoded: bool) -> Mapping[str, float]:
    """Return the confidence from which an answer is sure, and that from which it is likely."""
    text = files(__package__).joinpath(FILE_NAME).read_text(encoding="utf-8")
    found: Mapping[str, float] = json.loads(text)[SEEN if cross_encoded else UNSEEN]
    return found


def certainty(answer: Answer, cross_encoded: bool) -> Certainty:
    """Return how sure an answer is.

    What rests on a sentence that talks to a language model is never sure.
    """
    if not answer.sentences:
        return Certainty.NONE
    if any(citation.is_injection for citation in answer.citations):
        return Certainty.UNSURE
    for state in (Certainty.SURE, Certainty.LIKELY):
        if answer.confidence >= bounds(cross_encoded)[state]:
            return state
    return Certainty.UNSURE
