import random
from collections.abc import Callable
from pathlib import Path

import pytest

from eval.harness.datasets import Document
from eval.training.examples import Group
from eval.training.more_questions import read_set
from eval.training.windows import holding_all, prepare, scattered
from tests.eval.training.later import OTHER, TEXT, count, write

Read = Callable[..., list[Group]]


def question(**fields: object) -> dict[str, object]:
    record = {"id": "q", "text": "Where is the plant?", "doc_id": "a"}
    return {**record, "answers": [], "start": -1, "answerable": True, **fields}


@pytest.fixture
def groups(tmp_path: Path) -> Read:
    def read(name: str, *records: dict[str, object], third: str = "") -> list[Group]:
        folder = tmp_path / name
        write(folder, "queries", records)
        texts = [
            {"id": "a", "title": "Volvo", "text": TEXT},
            {"id": "b", "title": "Scania", "text": OTHER},
        ]
        texts += [{"id": "c", "title": "", "text": third}] if third else []
        write(folder, "corpus", texts)
        parts = read_set(folder, count, random.Random(1))
        return parts.train + parts.dev

    return read


def test_all_sentences_that_answer_are_gold_the_sentence_with_the_answer_first(
    groups: Read,
) -> None:
    record = question(
        answers=["Skelleftea"], start=TEXT.index("Skelleftea"), evidence=[[18, 44], [45, 76]]
    )
    ((right, wrong),) = groups("hotpot-facts", record)
    assert right.answer is not None
    assert right.answer.slice(right.pair.passage) == "Skelleftea"
    gold = [right.pair.sentences[index].slice(right.pair.passage) for index in right.gold]
    assert gold == ["The plant stands in Skelleftea.", "It opened a plant in 2021."]
    assert (wrong.relevant, "Skelleftea" in wrong.pair.passage) == (False, False)


def test_a_place_that_was_searched_by_its_words_counts_half(groups: Read) -> None:
    record = question(answers=["2021"], start=TEXT.index("2021"), evidence=[[18, 44]])
    assert groups("nq-oracle", record)[0][0].trust == 0.5
    assert groups("qed-nq", record)[0][0].trust == 1.0


def test_a_passage_marked_as_not_answering_is_read_alone(groups: Read) -> None:
    ((only,),) = groups("tatqa-text", question(answerable=False, evidence=[]))
    assert (only.relevant, only.gold) == (False, ())


def test_a_passage_marked_as_not_answering_stands_beside_the_right_passage(groups: Read) -> None:
    right = question(answers=["2021"], start=TEXT.index("2021"), evidence=[[18, 44]])
    wrong = question(id="r", doc_id="b", answerable=False, evidence=[])
    read = groups("tatqa-text", *[right, wrong] * 20, third="Rain fell in May. Roads were wet.")
    beside = [group[1] for group in read if len(group) == 2]
    assert all(example.relevant is False for example in beside)
    assert sum(example.pair.passage.endswith("Bees visit flowers.") for example in beside) >= 12


def test_yes_and_no_say_that_a_passage_answers(groups: Read) -> None:
    record = question(answers=["yes"], type="yesno", group="1/q1", edit=0)
    ((right, wrong),) = groups("condaqa", record)
    assert (right.relevant, right.answer, right.gold, wrong.relevant) == (True, None, (), False)
    assert wrong.pair.passage.endswith(OTHER)


def test_a_question_that_can_not_be_answered_as_it_stands_is_left_out(groups: Read) -> None:
    assert groups("sharc-dev", question(type="underspecified")) == []


def test_a_question_of_a_conversation_takes_along_what_it_leans_on(groups: Read) -> None:
    history = [
        {"role": "user", "text": "Who makes cars in Sweden?"},
        {"role": "assistant", "text": "Volvo."},
    ]
    record = question(text="Where is it?", history=history, task="t<::>2")
    ((right, _),) = groups("mtrag-human-subset", record)
    assert right.pair.query == "Who makes cars in Sweden? Where is it?"


def test_sentences_far_apart_are_read_with_others_between() -> None:
    text = prepare(Document("a", "", TEXT), count, True)
    assert holding_all("?", text, [0, 3], 8, random.Random(1)) == [0, 3]
    assert holding_all("?", text, [1, 2], 99, random.Random(1)) == [0, 1, 2, 3]
    assert scattered(text, [3], range(4), 8, random.Random(1)) in ([0, 3], [1, 3], [3], [2, 3])
