"""What Footnote says by itself: every statement has its words in every language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.core.corpus import Filter
from rag.core.statement import Says, Statement, Value, statement
from rag.render.statements import in_words, say
from rag.render.wording import ENGLISH, wording

GERMAN = wording("de")
LATE = Filter(outlets="North Shore Daily", since="2025-03-01")  # type: ignore[arg-type]
VALUES: dict[Says, dict[str, Value]] = {
    Says.WORDS: {"text": "As it is."},
    Says.CONTENTS: {"articles": 16, "span": ("2025-07-24", "2026-02-27")},
    Says.CONTENTS_NEWEST: {"articles": 1600, "span": (), "shown": 20},
    Says.OTHER_LANGUAGE: {"language": "de", "languages": ("en", "sv")},
    Says.MISSING: {"n": 2, "names": ("Rostow", "Kiel")},
    Says.SEARCHED: {"articles": 4, "where": LATE},
    Says.LISTED: {"found": 2, "total": 4, "topic": "Heide", "where": Filter()},
    Says.NEWEST: {"total": 4, "topic": "", "where": LATE},
    Says.OLDEST: {"total": 4, "topic": "", "where": Filter()},
    Says.COPIED: {"n": 1, "origin": "Cells · Elle News"},
    Says.REPORTED: {"sources": 2, "articles": 3},
    Says.REPORTED_YES: {"sources": 2, "articles": 3},
    Says.REPORTED_NO: {"sources": 1, "articles": 2},
    Says.MODEL_FAILED: {"status": "503"},
    Says.MODEL_SLOW: {"seconds": "0.4"},
    Says.DIFFERS: {"claim": "200 workers", "passage": "300 workers"},
    Says.STANDS_NOWHERE: {"claim": "60 GWh"},
    Says.LONG_QUESTION: {"length": 6000, "most": 2000},
}
"""The values of those that have any."""


EVERY = [statement(says, **VALUES.get(says, {})) for says in Says]


@pytest.mark.parametrize("one", EVERY, ids=lambda one: str(one.says))
def test_every_statement_has_words_in_every_language(one: Statement) -> None:
    english, german = say(one), say(one, GERMAN)
    assert english
    assert german
    assert (english == german) == (one.says is Says.WORDS)
    assert not set("{}|") & set(english + german)


@pytest.mark.parametrize(
    ("one", "english", "german"),
    [
        (
            statement(Says.SEARCHED, articles=1, where=LATE),
            "Searched: 1 article from North Shore Daily, published since 1 March 2025.",
            "Durchsucht: 1 Artikel aus North Shore Daily, erschienen seit 1. März 2025.",
        ),
        (
            statement(Says.MISSING, n=1, names=("Kiel",)),
            "“Kiel” stands in none of them.",
            "„Kiel“ steht in keinem davon.",
        ),
        (
            statement(Says.LISTED, found=2, total=1600, topic="Heide", where=Filter()),
            "2 of 1,600 articles about “Heide”.",
            "2 von 1.600 Artikeln zu „Heide“.",
        ),
        (
            statement(Says.REPORTED_YES, sources=1, articles=2),
            "Yes, 1 independent source; 2 articles with this report.",
            "Ja, 1 unabhängige Quelle; 2 Artikel mit diesem Bericht.",
        ),
    ],
)
def test_values_are_said_as_the_language_says_them(
    one: Statement, english: str, german: str
) -> None:
    assert (say(one), say(one, GERMAN)) == (english, german)


def test_several_are_said_one_behind_the_other() -> None:
    both = (statement(Says.NOTHING_FOUND), statement(Says.SEARCHED, articles=2, where=Filter()))
    assert in_words(both) == "The articles hold nothing on this. Searched: 2 articles."
    assert in_words(()) == ""


@given(st.text(max_size=50))
def test_a_value_is_never_read_as_a_place_or_a_form(text: str) -> None:
    assert say(statement(Says.WORDS, text=text)) == text
    told = say(statement(Says.STANDS_NOWHERE, claim=text), ENGLISH)
    assert told == f'"{text}" stands nowhere in the text'


def test_a_statement_that_lacks_a_value_has_no_words() -> None:
    with pytest.raises(KeyError):
        say(statement(Says.DIFFERS, claim="x"))
