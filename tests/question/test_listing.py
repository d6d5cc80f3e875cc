import pytest

from rag.core.corpus import Filter, Names
from rag.core.request import Only
from rag.question.listing import read_listing

NAMES = Names(("Morning Post",), ("Ida Berg",))


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Which articles are about the plant in Heide?", "the plant in Heide"),
        ("How many articles mention Northvolt?", "Northvolt"),
        ("Are there any reports on fish prices?", "fish prices"),
        ("Show me all articles that deal with black mass", "black mass"),
        ("List the articles about ACC.", "ACC"),
        ("Do you have articles about lithium?", "lithium"),
        ("How many weekly price reports do you have?", "weekly price"),
        ("How many articles are in the folder?", ""),
        ("Which articles appeared?", ""),
        ("What was reported?", ""),
        ("What did the papers write?", ""),
        ("Which outlets reported on the tram?", "the tram"),
    ],
)
def test_a_request_for_articles_has_a_topic_or_none(text: str, topic: str) -> None:
    listing = read_listing(text, NAMES)
    assert listing
    assert (listing.topic, listing.filter, listing.only) == (topic, Filter(), Only.ALL)


@pytest.mark.parametrize(
    ("text", "only", "topic"),
    [
        ("Which is the newest article?", Only.NEWEST, ""),
        ("What is the latest news about Verkor?", Only.NEWEST, "Verkor"),
        ("Show me the oldest article on Verkor", Only.OLDEST, "Verkor"),
    ],
)
def test_one_of_them_may_be_asked_for(text: str, only: Only, topic: str) -> None:
    listing = read_listing(text, NAMES)
    assert listing
    assert (listing.only, listing.topic) == (only, topic)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("What has Ida Berg written?", Filter(authors="Ida Berg")),
        ("What articles did Ida Berg write?", Filter(authors="Ida Berg")),
        ("What did the Morning Post publish about jobs?", Filter(outlets="Morning Post")),
        ("Show me everything that Ida Berg wrote", Filter(authors="Ida Berg")),
    ],
)
def test_whose_articles_they_are_is_read_too(text: str, found: Filter) -> None:
    listing = read_listing(text, NAMES)
    assert listing
    assert listing.filter == found


@pytest.mark.parametrize(
    "text",
    [
        "What interviews did the mayor give?",
        "Which reports were denied by the mayor?",
        "What did Shakespeare write?",
        "How many people are in the folder business?",
        "What is the latest number?",
        "Which articles of law were broken?",
    ],
)
def test_other_questions_are_none(text: str) -> None:
    assert read_listing(text, NAMES) is None
