"""The German page: what Footnote says by itself is German there, quotes stay as they are."""

from dataclasses import replace

import pytest

import rag
from rag.core.answer import Answer, Sentence
from rag.core.corpus import Facts, Filter
from rag.core.statement import Says, statement
from rag.render.wording import ENGLISH
from rag.ui.catalogue import catalogue
from rag.ui.parts.turn import Setting, announced, turn_html
from tests.ui.tree import Tree, cited, turn

DE = catalogue("de")
WHERE = Filter(since="2025-01-01")  # type: ignore[arg-type]
SETTING = Setting(DE, facts=Facts(2, 20, None, None, None))
QUESTIONS = [
    ("Hello!", "Footnote beantwortet Fragen"),
    ("What is in the corpus?", "16 Artikel vom 24. Juli 2025 bis zum 27. Februar 2026."),
    (
        "What is the capital of Mongolia?",
        "„Mongolia“ steht in keinem davon. Durchsucht: 16 ",
    ),
    ("Which articles appeared in February 2026?", "von 16 Artikeln erschienen vom 1. Februar"),
    ("What does she say about it?", "Die Frage sagt nicht, worum es geht."),
    ("Timeline of Northvolt", "12. März 2025"),
]
LEAST = 12
PHRASES = [text for text in ENGLISH.texts.values() if len(text) >= LEAST and "{" not in text]
"""What would be read as English; a language's name may stand in an article."""


@pytest.mark.parametrize(("question", "german"), QUESTIONS)
def test_what_is_said_of_an_answer_is_german(
    starter_bot: rag.Chatbot, question: str, german: str
) -> None:
    text = Tree(turn_html(turn(starter_bot.ask(question), where=WHERE), SETTING)).text
    assert german in text
    assert "Nur Artikel erschienen seit 1. Januar 2025." in text
    assert [phrase for phrase in PHRASES if phrase in text] == []


def test_remarks_and_doubts_are_german() -> None:
    doubt = statement(Says.DIFFERS, claim="200", passage="300")
    written = replace(
        cited(),
        sentences=(*cited().sentences, Sentence("It is loved.", (), doubt=doubt)),
        written=True,
        removed=2,
        notes=(statement(Says.SAME_AGAIN),),
    )
    html = turn_html(turn(written), SETTING)
    assert "„200“, wo im Text „300“ steht" in html
    assert "2 Sätze des Entwurfs fehlen" in html
    assert "Ein zweiter Blick" in html


def test_a_screen_reader_hears_german() -> None:
    refused = Answer("Q?", "Q?", abstained=True, statements=(statement(Says.NOTHING_FOUND),))
    assert announced(turn(refused), DE) == "Die Artikel enthalten nichts dazu."
