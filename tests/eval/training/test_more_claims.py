import random
from collections.abc import Callable
from pathlib import Path

import pytest

from eval.training.examples import Group
from eval.training.more_claims import is_other, read_set
from rag.models.cross_encoder.network import CONTRADICTED, ENTAILED, NEUTRAL
from tests.eval.training.later import OTHER, TEXT, write

Read = Callable[..., list[Group]]


def claim(verdict: str, **fields: object) -> dict[str, object]:
    record = {"id": "c", "claim": "Volvo opened a plant in 2021.", "document": TEXT}
    return {**record, "label": 0, "verdict": verdict, **fields}


@pytest.fixture
def groups(tmp_path: Path) -> Read:
    def read(name: str, *records: dict[str, object]) -> list[Group]:
        write(tmp_path / name, "claims", records)
        parts = read_set(tmp_path / name, random.Random(1))
        return parts.train + parts.dev

    return read


@pytest.mark.parametrize(
    ("verdict", "support", "supported"),
    [
        ("supported", ENTAILED, None),
        ("refuted", CONTRADICTED, None),
        ("not_enough", NEUTRAL, None),
        ("partially_supported", None, False),
    ],
)
def test_a_verdict_becomes_a_label(
    groups: Read, verdict: str, support: int | None, supported: bool | None
) -> None:
    ((example,),) = groups("factcheck-gpt", claim(verdict))
    assert (example.support, example.supported, example.relevant) == (support, supported, None)


def test_an_unknown_verdict_is_an_error(groups: Read) -> None:
    with pytest.raises(ValueError, match="field 'verdict' is 'perhaps'"):
        groups("factcheck-gpt", claim("perhaps"))


def test_what_is_not_attributed_may_also_be_wrong(groups: Read) -> None:
    ((example,),) = groups("begin", claim("not_enough"))
    assert (example.support, example.supported) == (None, False)


def test_a_claim_asks_its_text_and_a_text_without_what_decides(groups: Read) -> None:
    short = OTHER.replace("Scania", "Volvo")
    refuted = claim("refuted", evidence=[[18, 44]])
    ((first, other),) = groups("fool-me-twice", refuted, claim("not_enough", document=short))
    assert (first.relevant, first.support) == (True, CONTRADICTED)
    assert (other.relevant, other.support) == (False, NEUTRAL)
    gold = [first.pair.sentences[index].slice(first.pair.passage) for index in first.gold]
    assert gold == ["It opened a plant in 2021."]


def test_a_text_that_shares_a_sentence_is_no_other_text() -> None:
    assert not is_other("Volvo makes cars.", "Volvo makes cars. It rained.", [TEXT])
    assert not is_other("Volvo makes cars.", "Cars are what Volvo makes, they say.", [TEXT])
    assert is_other("Volvo makes cars.", OTHER, [TEXT])
