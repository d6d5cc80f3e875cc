import rag
from rag.checking.likely import articles_with_words, likely_articles


def test_articles_with_the_words_come_first(small_bot: rag.Chatbot) -> None:
    with small_bot.library.snapshot() as snapshot:
        likely = [one.id for one in likely_articles("no second, cheaper tram", snapshot)]
        with_words = [one.id for one in articles_with_words("cheaper tram in the", snapshot)]
    assert likely[0] == "tram"
    assert with_words == ["tram"]


def test_a_filter_holds(small_bot: rag.Chatbot) -> None:
    with small_bot.library.snapshot(rag.Filter(outlets="Daily")) as snapshot:
        assert "tram" not in [one.id for one in likely_articles("cheaper tram", snapshot)]
        assert list(articles_with_words("cheaper tram in the", snapshot)) == []
