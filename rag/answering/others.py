"""Whether what is quoted is about others than those that a question names."""

import re
from collections.abc import Iterator, Mapping, Sequence

from rag.core.answer import Citation
from rag.core.article import Article
from rag.language.names import joined
from rag.language.parsed import parse
from rag.language.words import bare

_LOOKED_BACK = 600
"""Characters before a quote in which the sentence before it is looked for."""
_NUMBERED = re.compile(r"\b([^\W\d_]{3,}) (\d{1,4})\b")
"""What has a number for a name: "line 5", "route 12"."""


def is_about_others(
    question: str, citations: Sequence[Citation], articles: Mapping[str, Article]
) -> bool:
    """Tell whether no quote is near one of the names in a question.

    A name of several words stands in a quote, in the sentence before it or in the title. What has a
    number for a name ("route 12") stands in no article that has others of its sort ("route 17").

    Args:
        question: what is asked.
        citations: what is quoted.
        articles: the articles, by id.
    """
    if not citations:
        return False
    near = [_near(citation, articles[citation.article.id]) for citation in citations]
    if any(not any(name <= words for words in near) for name in _full_names(question)):
        return True
    texts = [articles[citation.article.id].text.casefold() for citation in citations]
    return any(_has_only_others(one, texts) for one in _NUMBERED.findall(question.casefold()))


def _full_names(question: str) -> Iterator[frozenset[str]]:
    """Yield the words of each name of several words; what is all in capitals is none."""
    for span in joined(parse(question).names):
        words = span.slice(question).split()
        if len(words) > 1 and not any(map(str.isupper, words)):
            yield frozenset(map(bare, words))


def _near(citation: Citation, article: Article) -> frozenset[str]:
    """Return the words that stand in a quote, before it and in the title of its article."""
    start = citation.span.start
    before = parse(article.text[max(0, start - _LOOKED_BACK) : start], article.language)
    last = before.by_sentence[-1].text if before.by_sentence else ""
    told = " ".join((article.title, article.outlet, last, citation.quote))
    return parse(told, article.language).vocabulary


def _has_only_others(numbered: tuple[str, str], texts: Sequence[str]) -> bool:
    """Tell whether texts have things of a sort, but not the one with the number."""
    noun, number = numbered
    found = {match for text in texts for match in re.findall(rf"\b{noun} (\d{{1,4}})\b", text)}
    return bool(found) and number not in found
