"""Whether what is quoted is about others than those that a question names."""

import re
from collections.abc import Iterator, Mapping, Sequence

from rag.core.answer import Citation
from rag.core.article import Article
from rag.language.abbreviations import BRACKETED
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
    texts = [articles[citation.article.id].text for citation in citations]
    for name in _full_names(question):
        forms = _forms(name, texts)
        if not any(form <= words for words in near for form in forms):
            return True
    folded = [text.casefold() for text in texts]
    return any(_has_only_others(one, folded) for one in _NUMBERED.findall(question.casefold()))


def _full_names(question: str) -> Iterator[str]:
    """Yield the names of several words; what is all in capitals is none."""
    for span in joined(parse(question).names):
        name = span.slice(question)
        if len(name.split()) > 1 and not any(map(str.isupper, name.split())):
            yield name


def _forms(name: str, texts: Sequence[str]) -> list[frozenset[str]]:
    """Return the words of a name, and the abbreviations that texts have right behind it."""
    short = re.compile(rf"\b{re.escape(name)} {BRACKETED.pattern}")
    found = {match[1] for text in texts for match in short.finditer(text)}
    return [frozenset(map(bare, name.split())), *(frozenset({bare(one)}) for one in found)]


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
