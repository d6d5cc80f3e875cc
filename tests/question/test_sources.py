import pytest

from rag.question.request import understand
from rag.question.sources import Asks, SourcesAsked, read_sources


@pytest.mark.parametrize(
    ("text", "asks", "topic"),
    [
        ("How many independent sources are there for the strike?", Asks.COUNT, "the strike"),
        ("How many sources are there for the 31,000 riders?", Asks.COUNT, "the 31,000 riders"),
        ("Two papers say that it sank. How many sources is that?", Asks.COUNT, "it sank"),
        ("Do two outlets independently report the sale?", Asks.SEVERAL, "the sale"),
        ("Is the sale confirmed by more than one source?", Asks.SEVERAL, "the sale"),
        ("Is the sale reported by one outlet only?", Asks.ONE, "the sale"),
        ("Which articles are copies of the report on it sinking?", Asks.COPIES, None),
        ("Who copied the agency's report?", Asks.COPIES, "the agency's report"),
        ("Which outlets reprinted the interview?", Asks.COPIES, "the interview"),
    ],
)
def test_questions_for_sources(text: str, asks: Asks, topic: str | None) -> None:
    asked = read_sources(text)
    assert asked
    assert asked.asks is asks
    assert topic is None or asked.topic == topic
    assert understand(text).sources == asks


@pytest.mark.parametrize(
    ("text", "asks", "topic"),
    [
        ("Wie viele unabhängige Quellen gibt es für den Streik?", Asks.COUNT, "den Streik"),
        ("Wie viele unabhängige Quellen berichten über den Streik?", Asks.COUNT, "den Streik"),
        ("Wird der Streik von mehr als einer Quelle bestätigt?", Asks.SEVERAL, "der Streik"),
        ("Wird der Streik nur von einer Zeitung gemeldet?", Asks.ONE, "der Streik"),
        ("Welche Zeitungen haben die Meldung übernommen?", Asks.COPIES, "die Meldung"),
        ("Welche Artikel sind Kopien vom Bericht der Agentur?", Asks.COPIES, None),
    ],
)
def test_german_questions_for_sources(text: str, asks: Asks, topic: str | None) -> None:
    asked = read_sources(text, "de")
    assert asked
    assert asked == SourcesAsked(topic or asked.topic, asks)


@pytest.mark.parametrize(
    "text",
    [
        "Which articles are about the strike?",
        "How many sources of income does the city have?",
        "How many people were hurt?",
        "Is the bridge closed?",
    ],
)
def test_other_questions(text: str) -> None:
    assert read_sources(text) is None
