from rag.answering.candidates import candidates
from rag.answering.choosing import Choice, choose
from rag.core.span import Span
from rag.core.timing import Deadline
from rag.question.request import understand
from rag.search.searcher import Found
from rag.settings import AnswerSettings
from tests.answering.builders import prediction, scored_chunk

PRICES = (
    "Town | Price in 2024 (euros) | Share in 2026",
    "Heide | 4.10 | 62 %",
    "Marne | 3.60 | 48 %",
    "Wyk | 4.85 | 71 %",
)


def chosen(question: str, *lines: str) -> Choice:
    """Return what is quoted for a question of a chunk of lines that all match alike."""
    scored = scored_chunk(*lines, prediction=prediction([1.0] * len(lines)))
    request = understand(question)
    pool = candidates([scored], request.sought())
    found = Found([scored], [], Deadline(None))
    return choose(pool, found, request, AnswerSettings())


def texts(choice: Choice) -> list[str]:
    return [piece.text for piece in choice.pieces]


def test_a_cell_is_told_with_its_unit_under_its_header() -> None:
    choice = chosen("What is the price in Heide?", *PRICES)
    assert texts(choice) == [PRICES[0], PRICES[1]]
    assert choice.words
    assert (choice.words.text, choice.words.unit, choice.words.is_sure) == ("4.10", "euros", True)


def test_a_row_is_quoted_without_a_cell_where_none_is_asked_for() -> None:
    choice = chosen("What about Heide?", *PRICES)
    assert texts(choice) == [PRICES[0], PRICES[1]]
    assert choice.words is None


def test_the_row_with_most_or_least_is_found_and_named() -> None:
    for question, row, name in (
        ("Which town has the highest price?", 3, "Wyk"),
        ("Which town has the lowest share?", 2, "Marne"),
    ):
        choice = chosen(question, *PRICES)
        assert texts(choice) == [PRICES[0], PRICES[row]]
        assert choice.words
        assert choice.words.text == name


def test_what_a_table_compares_stands_in_its_rows() -> None:
    assert texts(chosen("Compare Heide and Wyk", *PRICES)) == [PRICES[0], PRICES[1], PRICES[3]]


def test_a_yes_or_no_is_not_answered_by_the_row_alone() -> None:
    choice = chosen("Does Heide pay for meals?", "Heide pays for meals.", *PRICES)
    assert "Heide pays for meals." in texts(choice)


def test_prose_is_quoted_as_ever() -> None:
    choice = chosen("When did it open?", "It opened in May 2021.", "Soup is hot.")
    assert "It opened in May 2021." in texts(choice)
    assert not choice.introduction


def test_a_correction_is_told_with_what_it_corrects_and_leads() -> None:
    text = "The ferry had 63 passengers on board."
    says = scored_chunk(text, prediction=prediction([3.0], answer=Span(14, 16)))
    note = scored_chunk(
        "It corrected its figure: 61 passengers were on board, not 63.", article="b"
    )
    request = understand("How many passengers were on board?")
    found = Found([says, note], [], Deadline(None))
    pool = candidates([says], request.sought())
    choice = choose(pool, found, request, AnswerSettings())
    assert [piece.article.id for piece in choice.pieces] == ["b", "a"]
    assert choice.words
    assert (choice.words.text, choice.words.is_sure) == ("61", True)
    assert choice.introduction


def test_rows_that_are_compared_are_quoted_without_the_others() -> None:
    scored = scored_chunk(*PRICES, prediction=prediction([-1.0, 1.0, 1.0, 1.0]))
    request = understand("Did Heide have a higher price than Marne?")
    pool = candidates([scored], request.sought())
    choice = choose(pool, Found([scored], [], Deadline(None)), request, AnswerSettings())
    assert texts(choice) == [PRICES[0], PRICES[1], PRICES[2]]
