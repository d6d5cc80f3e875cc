from hypothesis import given
from hypothesis import strategies as st

from rag.core.answer import Answer, Citation, Sentence
from rag.core.span import Span
from rag.ui.parts.sentences import cited_by, shown_sentence
from tests.ui.tree import EN, info

TEXT = "It cost 251 million euros."


def answer(mark: Span | None, text: str = TEXT) -> Answer:
    start = 10
    citation = Citation(
        1, info(), Span(start, start + len(text)), text, mark.shift(start) if mark else None
    )
    return Answer("q?", "q?", (Sentence(text, (1,)),), (citation,))


def test_the_words_that_answer_are_marked_and_the_last_word_is_apart() -> None:
    given_ = answer(Span(8, 25))
    shown = shown_sentence(given_.sentences[0], given_, EN)
    assert [(part.text, part.marked, part.last) for part in shown.parts] == [
        ("It cost ", False, False),
        ("251 million ", True, False),
        ("euros", True, True),
        (".", False, True),
    ]


def test_a_sentence_has_the_citations_that_it_names() -> None:
    given_ = answer(None)
    assert cited_by(given_.sentences[0], given_) == given_.citations
    assert cited_by(Sentence("Other.", ()), given_) == ()


@given(st.text("ab .", min_size=1, max_size=30), st.data())
def test_the_pieces_are_the_sentence(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    given_ = answer(Span(start, end), text)
    parts = shown_sentence(given_.sentences[0], given_, EN).parts
    assert "".join(part.text for part in parts) == text
    assert "".join(part.text for part in parts if part.marked) == text[start:end]
