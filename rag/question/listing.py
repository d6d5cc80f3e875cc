"""Requests for articles: which, how many, the newest, what an outlet or an author wrote."""

import re
from dataclasses import dataclass

from rag.core.corpus import Filter, Names
from rag.core.request import Only
from rag.language.asking import Catalogue
from rag.language.language import DEFAULT, language
from rag.language.words import content, words
from rag.question.filters import find_name


@dataclass(frozen=True, slots=True)
class Listing:
    """A request for articles.

    Attributes:
        topic: what they are to be about; empty for any.
        filter: whose articles, where the request's subject says so.
        only: whether one of them is asked for.
    """

    topic: str
    filter: Filter = Filter()
    only: Only = Only.ALL


def read_listing(text: str, names: Names, code: str = DEFAULT) -> Listing | None:
    """Return what a request for articles asks for; None where a text is no such request.

    Args:
        text: a question without the words of its filter.
        names: the outlets and authors of the library.
        code: the language of the request.

    >>> read_listing("Which articles deal with the cable car?", Names()).topic
    'the cable car'
    >>> read_listing("Which articles of law were broken?", Names())
    """
    catalogue = language(code).asking.catalogue
    bare = text.strip().rstrip("?!. ")
    for pattern in catalogue.articles:
        if not (match := pattern.fullmatch(bare)):
            continue
        groups = match.groupdict()
        who = find_name(groups["who"], names) if groups.get("who") else Filter()
        if (groups.get("who") and not who) or "?" in (groups.get("topic") or ""):
            continue
        return Listing(
            _topic(groups.get("topic") or "", code), who, _only(groups.get("rank") or "", catalogue)
        )
    return None


def _topic(text: str, code: str) -> str:
    """Return what articles are to be about, without what articles are called."""
    topic = re.sub(r"\s+", " ", language(code).asking.catalogue.nouns.sub("", text)).strip()
    return topic if content(words(topic), code) else ""


def _only(rank: str, catalogue: Catalogue) -> Only:
    if catalogue.newest.fullmatch(rank):
        return Only.NEWEST
    return Only.OLDEST if catalogue.oldest.fullmatch(rank) else Only.ALL
