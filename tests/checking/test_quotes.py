import pytest

import rag
from rag.core.checked import QuoteStanding as Is

TOMB = "I was told that this tram would be my tombstone"
CASES = [
    ("there is no second, cheaper tram in the drawer", "Ruth Aalto", Is.FOUND),
    ("\u201cThere is no second \u2013 cheaper \u2013 tram in the drawer\u201d", "", Is.FOUND),
    ("There is no second [...] tram in the drawer", "Aalto", Is.FOUND),
    (f"{TOMB}. It is a very long tombstone.", "Karin Osterholm", Is.FOUND),
    ("There is no second, cheaper tram in the drawer", "Olaf Bremer", Is.ELSEWHERE),
    ("There is no second, dearer tram in the drawer", "Ruth Aalto", Is.ALTERED),
    ("There is no Second, cheaper tram in the drawer", "Ruth Aalto", Is.ALTERED),
    ("tram in the drawer ... There is no second", "", Is.ALTERED),
    ("Trams are the future of every city", "Ruth Aalto", Is.NOWHERE),
    ("say that the council voted for the cable car", "", Is.NOWHERE),
    ("\u2026 !", "", Is.NOWHERE),
]


@pytest.mark.parametrize(("quote", "speaker", "standing"), CASES)
def test_where_words_stand(small_bot: rag.Chatbot, quote: str, speaker: str, standing: Is) -> None:
    if not any(map(str.isalnum, quote)):
        with pytest.raises(rag.RagError, match="no word"):
            small_bot.verify_quote(quote)
        return
    found = small_bot.verify_quote(quote, speaker)
    assert found.standing is standing
    for place in found.places:
        article = small_bot.article(place.citation.article.id)
        assert article
        assert place.citation.span.slice(article.text) == place.citation.quote


def test_outlet_and_article_are_claims_too(small_bot: rag.Chatbot) -> None:
    quote = "The trip from the main station to Nordfeld takes 19 minutes"
    assert small_bot.verify_quote(quote, outlet="courier", article="Tram").standing is Is.FOUND
    there = small_bot.verify_quote(quote, outlet="Daily")
    assert there.standing is Is.ELSEWHERE
    assert there.note == "it stands in Courier, not in Daily"
    assert small_bot.verify_quote(quote, article="lake").standing is Is.ELSEWHERE


def test_a_caveat_is_shown_with_the_words(small_bot: rag.Chatbot) -> None:
    found = small_bot.verify_quote("There is no second, cheaper tram in the drawer")
    caveat = found.places[0].caveat
    assert caveat
    assert caveat.quote.startswith("However, the bill")


def test_a_filter_limits_the_articles(small_bot: rag.Chatbot) -> None:
    where = rag.Filter(outlets="Daily")
    quote = "There is no second, cheaper tram in the drawer"
    assert small_bot.verify_quote(quote, where=where).standing is Is.NOWHERE
