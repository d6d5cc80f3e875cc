import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.harness.claims import Pair as Claim
from eval.training import questions
from eval.training.claims import as_group, by_sentence, edited
from eval.training.edits import names_in, spoil
from eval.training.examples import held_out, window
from eval.training.questions import read_sets
from rag.language.sentences import sentence_spans
from rag.models.cross_encoder.network import CONTRADICTED, ENTAILED

TEXT = (
    "The plant opened in 2021. It makes cells for Volvo. Nobody was hurt when it burnt. "
    "The fire began in a store room."
)


def test_what_is_held_out_is_always_the_same_and_about_as_much() -> None:
    keys = [f"passage {number}" for number in range(2_000)]
    chosen = [key for key in keys if held_out(key, 0.1)]
    assert 150 < len(chosen) < 250
    assert chosen == [key for key in keys if held_out(key, 0.1)]
    assert all(held_out(key, 0.2) for key in chosen)


@given(st.sets(st.integers(0, 3), min_size=1), st.sampled_from(["", "A heading"]))
def test_a_window_holds_its_sentences_where_it_says(keep: set[int], heading: str) -> None:
    spans = sentence_spans(TEXT)
    passage, places = window(TEXT, spans, sorted(keep), heading)
    assert [place.slice(passage) for place in places] == [
        spans[index].slice(TEXT) for index in sorted(keep)
    ]
    assert passage.startswith(heading)


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("It sold 5,000 cars.", []),
        ("The deal with Volvo fell through.", ["Volvo", "Scania"]),
        ("Prices rose in spring.", []),
        ("The plant was not closed.", []),
        ("The plant was closed.", []),
    ],
)
def test_a_spoilt_sentence_says_something_else(sentence: str, names: list[str]) -> None:
    for seed in range(10):
        changed = spoil(sentence, names, random.Random(seed))
        assert changed is not None
        assert changed != sentence


def test_nothing_to_change() -> None:
    assert spoil("Tulips flower.", [], random.Random(1)) is None
    assert names_in("He met Volvo and Mercedes Benz there.") == ["Mercedes Benz", "Volvo"]


def test_edited_sentences_carry_their_label() -> None:
    made = list(edited([(TEXT,)] * 20, random.Random(1)))
    assert {group[0].support for group in made} == {ENTAILED, CONTRADICTED}
    for (example,) in made:
        assert (example.pair.query in TEXT) == (example.support == ENTAILED)
        assert all(span.slice(example.pair.passage) in TEXT for span in example.pair.sentences)


def test_a_claim_keeps_whether_it_is_supported() -> None:
    ((example,),) = [
        as_group(Claim("c", "It makes cells.", ("It makes cells.", "It rained."), "yes", True))
    ]
    assert (example.supported, example.pair.passage) == (True, "It makes cells. It rained.")


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    for name in questions.SETS:
        folder = tmp_path / name
        folder.mkdir()
        texts = [
            TEXT,
            "Tulips flower in spring. Bees visit them in 2019 and later. "
            "A plant needs water and light to grow.",
        ] * 10
        corpus = [
            {"id": f"p{n}", "title": f"Title {n}", "text": text} for n, text in enumerate(texts)
        ]
        queries = [
            {
                "id": f"q{n}",
                "text": "When did the plant open?",
                "doc_id": f"p{n}",
                "answers": ["2021"],
                "start": 20,
                "answerable": True,
            }
            for n in range(0, 20, 2)
        ]
        queries += [
            {
                "id": "none",
                "text": "Who paid?",
                "doc_id": "p0",
                "answers": [],
                "start": -1,
                "answerable": False,
            }
        ]
        for file, records in (("corpus", corpus), ("queries", queries)):
            (folder / f"{file}.jsonl").write_text("\n".join(map(json.dumps, records)))
    return tmp_path


def test_a_question_comes_with_the_passage_that_answers_and_one_that_does_not(sets: Path) -> None:
    read = read_sets(sets, lambda texts: [len(text.split()) for text in texts], seed=1)
    assert list(read) == list(questions.SETS)
    groups = [group for parts in read.values() for group in parts.train + parts.dev]
    pairs = [group for group in groups if len(group) == 2]
    assert pairs
    for right, wrong in pairs:
        assert (right.relevant, wrong.relevant) == (True, False)
        assert right.answer.slice(right.pair.passage) == "2021"
        assert right.answer.within(right.pair.sentences[right.gold[0]])
        assert "2021" not in wrong.pair.passage
        assert right.pair.query == wrong.pair.query
    assert [group[0].relevant for group in groups if len(group) == 1] == [False] * sum(
        len(g) == 1 for g in groups
    )
    again = read_sets(sets, lambda texts: [len(text.split()) for text in texts], seed=1)
    assert again == read


def test_claims_fall_into_sentences_where_it_is_known_which_one_is_wrong() -> None:
    def claim(text: str, supported: bool, document: str = "It rained.") -> Claim:
        return Claim("id", text, (document,), "", supported)

    claims = by_sentence(
        [
            claim("It rained. Roads were wet.", True),
            claim("It rained. Roads were dry.", False),
            claim("It snowed. Roads were icy.", False),
            claim("It rained. Roads were dry.", False, "Another document."),
        ]
    )
    assert [(one.claim, one.evidence[0], one.supported) for one in claims] == [
        ("It rained.", "It rained.", True),
        ("Roads were wet.", "It rained.", True),
        ("Roads were dry.", "It rained.", False),
        ("It snowed. Roads were icy.", "It rained.", False),
        ("It rained. Roads were dry.", "Another document.", False),
    ]
