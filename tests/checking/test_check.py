import pytest

import rag
from rag.core.checked import SentenceVerdict as Verdict

CASES = {
    "The council approved the tram line to Nordfeld with 31 votes to 29.": Verdict.SUPPORTED,
    "The council approved the tram line with 32 votes to 28.": Verdict.CONTRADICTED,
    "The trip from the main station to Nordfeld takes 18 minutes.": Verdict.CONTRADICTED,
    "Eleven people were injured in the ferry accident at Fischertor.": Verdict.CONTRADICTED,
    "The trams are powered entirely by solar energy.": Verdict.NOT_FOUND,
    "The council voted for the cable car.": Verdict.NOT_FOUND,
    "I think that this is wonderful.": Verdict.NOTHING,
    '"There is no second, cheaper tram in the drawer," said Ruth Aalto.': Verdict.SUPPORTED,
    '"There is no second, cheaper tram in the drawer," said Olaf Bremer.': Verdict.CONTRADICTED,
    '"Nobody needs that many trams in winter," said Ruth Aalto.': Verdict.NOT_FOUND,
}


@pytest.mark.parametrize(("text", "verdict"), CASES.items())
def test_verdicts(small_bot: rag.Chatbot, text: str, verdict: Verdict) -> None:
    (sentence,) = small_bot.check(text).sentences
    assert sentence.verdict is verdict


def test_a_part_that_stands_nowhere_makes_it_partly_supported(small_bot: rag.Chatbot) -> None:
    text = (
        "The council approved the tram line to Nordfeld with 31 votes to 29, and the mayor bought "
        "300 olive trees for her garden."
    )
    (sentence,) = small_bot.check(text).sentences
    assert sentence.verdict is Verdict.PARTLY
    assert "olive trees" in sentence.missing[0].slice(text)


def test_places_are_exact_on_both_sides(small_bot: rag.Chatbot) -> None:
    text = "".join(f"{one}\r\n\r\n" for one in CASES) + "The end"
    checked = small_bot.check(text)
    assert checked.text == text
    assert all(one.place.slice(text) == one.text for one in checked.sentences)
    outside = set(range(len(text))).difference(
        *(range(one.place.start, one.place.end) for one in checked.sentences)
    )
    assert not any(text[place].isalnum() for place in outside)
    texts = {one.id: small_bot.article(one.id) for one in small_bot.articles()}
    for citation in (*checked.citations, *checked.caveats.values()):
        article = texts[citation.article.id]
        assert article
        assert citation.span.slice(article.text) == citation.quote
    cited = {citation.number: citation for citation in checked.citations}
    for one in checked.sentences:
        for conflict in one.conflicts:
            assert conflict.place.slice(text) == conflict.says
            article = texts[cited[conflict.citation].article.id]
            assert article
            if conflict.kind != "speaker":
                assert conflict.cited.slice(article.text) == conflict.instead


def test_a_pronoun_is_read_with_the_sentence_before(small_bot: rag.Chatbot) -> None:
    checked = small_bot.check("There was a ferry accident at Fischertor. It injured nobody at all.")
    assert checked.sentences[1].verdict is not Verdict.SUPPORTED


def test_the_same_text_gives_the_same_result(small_bot: rag.Chatbot) -> None:
    text = " ".join(CASES)
    assert small_bot.check(text) == small_bot.check(text)


def test_a_pronoun_is_no_word_to_be_found(small_bot: rag.Chatbot) -> None:
    text = "The tram runs to Nordfeld. It takes 19 minutes from the main station."
    assert small_bot.check(text).sentences[1].verdict is Verdict.SUPPORTED
