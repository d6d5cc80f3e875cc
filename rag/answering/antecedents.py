"""Whom or what a quoted sentence opens with: "she", "the company", "the report"."""

import re
from collections.abc import Iterator

from rag.core.article import Article
from rag.core.span import Span
from rag.language.language import Language, language
from rag.language.names import joined
from rag.language.parsed import Parsed, parse

_LOOKED_BACK = 600
"""Characters before a sentence in which that is named."""


def antecedent(article: Article, sentence: Span) -> str:
    """Return the name of whom or what a sentence opens with; empty where that is unclear.

    For "he" or "she" the one person, for "the company" the one organisation that is named in the
    sentences before it that are nearest; for "the report" what the article calls it.

    >>> text = "The accountant, Greta Holm, thought otherwise. She arrived at 405 million."
    >>> antecedent(Article(text), Span(47, 74))
    'Greta Holm'
    >>> text = "In May Verkor opened. Verkor grew. The company employs 1,200 people."
    >>> antecedent(Article(text), Span(35, 68))
    'Verkor'
    """
    rules = language(article.language)
    words = sentence.slice(article.text)
    start = max(0, sentence.start - _LOOKED_BACK)
    before = parse(article.text[start : sentence.start], article.language)
    if rules.person.match(words):
        return _person(before, rules)
    if opening := rules.things.match(words):
        if work := opening["work"]:
            return _called(before, work, rules)
        return _organisation(before, article, rules)
    return ""


def _person(before: Parsed, rules: Language) -> str:
    """Return the person that the nearest sentence with a full name names alone."""
    for part in reversed(before.by_sentence):
        if persons := part.full_names:
            return persons[0] if len(persons) == 1 else ""
        if not rules.person.match(part.text):
            return ""
    return ""


def _called(before: Parsed, noun: str, rules: Language) -> str:
    """Return what a text was called last: "report of the Maritime Accident Board"."""
    phrase = re.compile(rf"\b{noun}\s+(?:{rules.made_by})\s+$", re.I)
    for name in reversed(joined(before.names)):
        if match := phrase.search(before.text, 0, name.start):
            return " ".join(before.text[match.start() : name.end].split())
    return ""


def _organisation(before: Parsed, article: Article, rules: Language) -> str:
    """Return the organisation that the nearest sentence with one names alone."""
    for part in reversed(before.by_sentence):
        names = set(_organisations(part, article, rules))
        if names or part.full_names:
            return names.pop() if len(names) == 1 else ""
    return ""


def _organisations(part: Parsed, article: Article, rules: Language) -> Iterator[str]:
    """Yield the names in a sentence that are an organisation's: no place's, no person's.

    One of several words says so ("European Investment Bank"), or the article does before it ("the
    builder Nordwerk Bau"); one of one word is named again in the article, also amid a sentence, and
    is neither a place there nor the end of a longer name.
    """
    whole = parse(article.text, article.language)
    longer = {name.split()[-1] for name in whole.full_names}
    amid = {span.slice(whole.text) for span in whole.names}
    for span in joined(part.names_and_openings):
        name = span.slice(part.text)
        if rules.places.search(part.text, 0, span.start) or rules.enclitics.search(name):
            continue
        if len(name.split()) > 1:
            said = rf"\b{rules.bodies}\s+{re.escape(name)}\b"
            inside = re.search(rf"\b{rules.bodies}\b", name, re.I)
            likely = bool(inside or re.search(said, article.text, re.I))
        else:
            found = re.finditer(rf"\b{re.escape(name)}\b", whole.text)
            places = [match.start() for match in found]
            of_place = any(rules.places.search(whole.text, 0, place) for place in places)
            likely = len(places) > 1 and name in amid - longer and not of_place
        if likely:
            yield name
