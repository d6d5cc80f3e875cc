import hashlib
import json
from pathlib import Path

import pytest

from eval import training
from eval.training.card import TRAINED_ON
from rag.models.calibration import SEEN, UNSEEN
from rag.models.cross_encoder.network import Pair
from rag.models.cross_encoder.weights import WEIGHTS, load_cross_encoder, read_card
from rag.models.embedding import Embedder
from tests.eval.training.samples import RIGHT, WRONG

FOLDER = Path(training.__path__[0]) / "candidate"


def test_the_card_names_the_weights_and_all_that_they_were_trained_on() -> None:
    card = read_card(FOLDER)
    assert card["sha256"] == hashlib.sha256((FOLDER / WEIGHTS).read_bytes()).hexdigest()
    assert card["trained_on"] == TRAINED_ON


def test_the_candidate_loads_and_tells_what_answers(embedder: Embedder) -> None:
    cross_encoder = load_cross_encoder(embedder, FOLDER)
    assert cross_encoder is not None
    claim = Pair("The plant opened in 2021.", RIGHT.pair.passage, RIGHT.pair.sentences)
    right, wrong, supported = cross_encoder.predict([RIGHT.pair, WRONG.pair, claim])
    assert right.answer is not None
    assert right.answer.slice(RIGHT.pair.passage) == "2021"
    assert right.relevance > 0 > wrong.relevance
    assert supported.entailed > 0


@pytest.mark.parametrize("name", ["abstention", "support"])
def test_the_fits_are_with_and_without_a_cross_encoder(name: str) -> None:
    fits = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert list(fits) == [SEEN, UNSEEN]
