import pytest

from rag.evaluation.matching import holds, token_f1, words


@pytest.mark.parametrize(
    ("answer", "references", "held"),
    [
        ("It has 1,600 workers.", ["1600"], True),
        ("It has 16,000 workers.", ["1600"], False),
        ("The Plant opened.", ["a plant"], True),
        ("made cells, in Heide", ["cells in heide"], True),
        ("made in Heide of cells", ["cells in heide"], False),
        ("anything", [""], False),
        ("", ["x"], False),
        ("anything", [], False),
    ],
)
def test_containment_is_strict(answer: str, references: list[str], held: bool) -> None:
    assert holds(answer, references) is held


def test_token_f1_counts_repeated_words_once_each() -> None:
    assert token_f1("cells cells", ["cells"]) == pytest.approx(2 / 3)
    assert token_f1("the", ["a"]) == 1.0
    assert token_f1("x", []) == 0.0


def test_letters_of_other_alphabets_are_words() -> None:
    assert words("Київ, l\u2019été") == ["київ", "lété"]
