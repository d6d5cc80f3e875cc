import rag
from rag.checking.quotations import quotations_in, says_only
from rag.core.checked import QuoteStanding
from rag.core.span import Span
from rag.language.parsed import parse

TEXT = 'The ferry "Hallinge Maid" sank. "There is no second tram," said Olaf Bremer.'


def test_names_in_quotation_marks_are_no_quotations(small_bot: rag.Chatbot) -> None:
    with small_bot.library.snapshot() as snapshot:
        (found,) = quotations_in(TEXT, parse(TEXT), snapshot)
    assert found.place.slice(TEXT) == "There is no second tram,"
    assert found.check.standing is QuoteStanding.ALTERED


def test_a_sentence_that_only_quotes() -> None:
    sentence = parse('"We lost the vote," said Ida Holm.')
    assert says_only(sentence, [Span(1, 18)])
    longer = parse('"We lost the vote," said Ida Holm, who founded the rowing club in 1920.')
    assert not says_only(longer, [Span(1, 18)])
