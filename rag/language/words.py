"""Words, their stems, and which of them have content."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

import tantivy

from rag.core.span import Span
from rag.language.language import DEFAULT, language, stemmer

WORD = re.compile(r"\w+(?:['’]\w+)*")
"""A word: letters and digits, apostrophes inside."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: where it stands, and its letters as `bare` returns them."""

    span: Span
    lower: str


def words(text: str, code: str = DEFAULT) -> list[Word]:
    """Return the words of a text, in reading order."""
    matches = WORD.finditer(text)
    return [Word(Span(*match.span()), bare(match.group(), code)) for match in matches]


def content(all_words: Iterable[Word], code: str = DEFAULT) -> list[Word]:
    """Return the words that say what a text is about: no stop words.

    >>> [word.lower for word in content(words("The plants were not opened."))]
    ['plants', 'opened']
    """
    stop_words = language(code).stop_words
    return [word for word in all_words if word.lower not in stop_words]


@lru_cache(maxsize=100_000)
def stem(word: str, code: str = DEFAULT) -> str:
    """Return the Snowball stem of a word, of its `bare` form.

    >>> stem("plants"), stem("Sweden's")
    ('plant', 'sweden')
    """
    return "".join(_stemmer(stemmer(code)).analyze(bare(word, code)))


def bare(word: str, code: str = DEFAULT) -> str:
    """Return a word in lower case, without dots and what hangs on it.

    >>> bare("U.S."), bare("It's"), bare("didn't")
    ('us', 'it', "didn't")
    """
    return language(code).enclitics.sub("", word.lower().rstrip(".'’")).replace(".", "")


@cache
def analyzer(code: str = DEFAULT) -> tantivy.TextAnalyzer:
    """Return what turns a text into the terms that the lexical index holds of it."""
    filters = tantivy.Filter
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (
        filters.remove_long(64),
        filters.lowercase(),
        filters.ascii_fold(),
        filters.stemmer(stemmer(code)),
    ):
        builder = builder.filter(step)
    return builder.build()


@cache
def _stemmer(name: str) -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw())
    return builder.filter(tantivy.Filter.stemmer(name)).build()
