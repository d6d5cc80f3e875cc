import rag
from rag.checking.numbering import Numbering


def test_a_place_has_one_number_and_keeps_its_caveat(small_bot: rag.Chatbot) -> None:
    text = '"There is no second, cheaper tram in the drawer," said Ruth Aalto.'
    checked = small_bot.check(f"{text}\n\n{text}")
    assert [citation.number for citation in checked.citations] == [1]
    assert checked.caveats[1].quote.startswith("However")
    assert [one.supporting for one in checked.sentences] == [(1,), (1,)]


def test_nothing_is_cited_at_first() -> None:
    assert Numbering().citations == ()
