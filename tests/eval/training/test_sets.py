from eval.training import more_claims, question_sets
from eval.training.examples import Example, Parts
from eval.training.mixture import FIRST, TIMES
from eval.training.sets import MOST_HELD_OUT, measured
from rag.models.cross_encoder.network import Pair


def test_every_set_has_a_name_of_its_own_and_what_is_weighed_exists() -> None:
    later = [*question_sets.SETS, *more_claims.SETS]
    assert len({*FIRST, *later}) == len(FIRST) + len(later)
    assert set(TIMES) <= {*FIRST, *later}


def test_of_a_later_set_a_sample_is_measured() -> None:
    groups = [(Example(Pair(f"Question {number}?", "It rained.", ())),) for number in range(900)]
    chosen = measured({"snli": Parts([], groups), "qamr": Parts([], groups)})
    assert (len(chosen["snli"]), len(chosen["qamr"])) == (900, MOST_HELD_OUT)
