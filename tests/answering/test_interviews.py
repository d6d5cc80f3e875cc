import pytest

from rag.answering.context import in_context
from rag.answering.interviews import is_question, question_before
from rag.core.article import Article
from rag.core.passage import Evidence
from rag.core.span import Span

TEXT = (
    "We met her at home.\n\nDaily: Will the line be finished in 2025?\n\n"
    "Moos: Honestly, I do not believe it. Nobody does.\n\nMoos: That is all."
)
ARTICLE = Article(TEXT, "At home", outlet="North Shore Daily")


def place(text: str) -> Span:
    start = TEXT.index(text)
    return Span(start, start + len(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moos: Honestly, I do not believe it.", "Daily: Will the line be finished in 2025?"),
        ("Nobody does.", ""),
        ("Moos: That is all.", ""),
        ("We met her at home.", ""),
    ],
)
def test_the_first_sentence_of_an_answer_has_its_question(text: str, expected: str) -> None:
    assert question_before(ARTICLE, place(text)) == expected


def test_an_answer_is_quoted_with_its_question_beside_it() -> None:
    text = "Moos: Honestly, I do not believe it."
    piece = Evidence(ARTICLE.info, place(text), text, 1.0)
    told = in_context(piece, ARTICLE, [piece.span])
    assert (told.text, told.label) == (text, "Daily: Will the line be finished in 2025?")


def test_only_the_outlet_of_the_article_asks() -> None:
    assert is_question("North Shore Daily: Why?", ARTICLE.info)
    assert not is_question("Daily work is hard.", ARTICLE.info)
    assert not is_question(": Why?", Article("x").info)
