"""What footnotes show of a citation; their HTML is in templates/footnotes.html."""

from rag.core.answer import Citation


def quoted(citation: Citation) -> tuple[str, str, str]:
    """Return the quote in three parts: before the words that answer, these words, and after them.

    Where no words stand out, the first part is the whole quote and the others are empty.
    """
    if not citation.answer:
        return citation.quote, "", ""
    answer = citation.answer.shift(-citation.span.start)
    quote = citation.quote
    return quote[: answer.start], answer.slice(quote), quote[answer.end :]
