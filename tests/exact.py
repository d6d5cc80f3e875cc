"""What every answer owes its reader, as an assertion."""

from rag import Answer, Chatbot


def assert_exact(answer: Answer, bot: Chatbot) -> None:
    """Check that every quote stands at its place and that every sentence is cited or marked."""
    numbers = [citation.number for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    for citation in answer.citations:
        article = bot.article(citation.article.id)
        assert article
        assert citation.article == article.info
        assert citation.span.slice(article.text) == citation.quote
        if citation.caveat:
            assert citation.caveat.span.slice(article.text) == citation.caveat.quote
            assert citation.caveat.span.start >= citation.span.end
        if citation.answer:
            assert citation.answer.within(citation.span)
    for sentence in answer.sentences:
        assert sentence.citations or sentence.warning
        assert set(sentence.citations) <= set(numbers)


CHALLENGES = [
    "Despite progress, challenges persist, particularly in sourcing battery materials and "
    "establishing a robust supply chain.",
    "However, addressing challenges such as volatile energy prices and infrastructure gaps remains "
    "crucial for sustained progress.",
]
"""What the starter corpus answers to "What challenges remain?"."""
