import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rag
from rag import Answer, Article, Chatbot, Filter, Reason, Turn
from rag.errors import QuestionError
from rag.render.json import answer_json
from rag.settings import RetrievalSettings, Settings
from tests.exact import assert_exact

QUESTIONS = [
    "Who owned ACC in 2024?",
    "What is the capital of Mongolia?",
    "Compare Verkor and ACC",
    "Timeline of Northvolt",
    "How much did it cost?",
    "What is in the corpus?",
    "Hello!",
]


def without_times(answer: Answer) -> dict[str, object]:
    """Return an answer's JSON, its times aside."""
    printed: dict[str, object] = json.loads(answer_json(answer))
    assert printed.pop("seconds")
    return printed


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_same_question_has_the_same_answer_as_an_object_and_as_json(
    starter_bot: Chatbot, starter_state: Path, question: str
) -> None:
    first, second, reopened = (
        bot.ask(question) for bot in (starter_bot, starter_bot, rag.open(starter_state))
    )
    assert first == second == reopened
    assert first.seconds != second.seconds, "only the times differ"
    assert without_times(first) == without_times(second) == without_times(reopened)


@settings(max_examples=40)
@given(st.text(min_size=1, max_size=200))
def test_any_text_is_answered_or_refused_and_never_breaks(
    starter_bot: Chatbot, question: str
) -> None:
    try:
        answer = starter_bot.ask(question)
    except QuestionError:
        return
    assert_exact(answer, starter_bot)
    assert bool(answer.sentences) == (not answer.abstained and answer.reason is Reason.NONE)


def test_an_answer_keeps_its_budget(starter_bot: Chatbot) -> None:
    question = "Who makes battery cells in France, and what capacity do the factories have?"
    answer = starter_bot.quote(question).unrefused
    assert 1 <= len(answer.sentences) <= 5
    assert sum(len(sentence.text.split()) for sentence in answer.sentences) <= 120


def test_a_greeting_is_no_abstention(starter_bot: Chatbot) -> None:
    answer = starter_bot.ask("Hello!")
    assert (answer.abstained, answer.reason) == (False, Reason.HELP)
    assert answer.text.startswith("I answer questions from the indexed articles")


def test_a_question_about_the_articles_is_answered_from_the_catalog(starter_bot: Chatbot) -> None:
    answer = starter_bot.ask("What is in the corpus?")
    assert answer.text.startswith("16 articles from 24 July 2025 to 27 February 2026.\n- ")
    days = [article.published or date.min for article in answer.articles]
    assert days == sorted(days, reverse=True), "the newest first"
    assert len(days) == 16


def test_a_follow_up_is_searched_with_what_it_refers_to(starter_bot: Chatbot) -> None:
    history = [Turn("What was the budget of the Keliber lithium project in 2022?", "It was much.")]
    answer = starter_bot.ask("How high did it climb later?", history)
    assert answer.question == "How high did it climb later?"
    assert answer.standalone == f"{history[0].question} How high did it climb later?"
    whole = starter_bot.ask("Who set up Basquevolt in Spain?", history)
    assert whole.standalone == "Who set up Basquevolt in Spain?"


def test_a_time_limit_cross_encodes_fewer_chunks_instead_of_failing(starter_state: Path) -> None:
    settings = RetrievalSettings(cross_encode=40, cross_encode_seconds=1e-6)
    bot = rag.open(starter_state, settings=Settings(retrieval=settings))
    quoted = bot.quote("When did Northvolt file for bankruptcy in Sweden?")
    assert quoted.unrefused.sentences
    assert 0 < quoted.answer.seconds["cross-encode"] <= quoted.answer.seconds["total"]


def test_a_filter_limits_an_answer_and_dates_are_a_reason_of_their_own(
    starter_bot: Chatbot,
) -> None:
    question = "What did Verkor open near Dunkirk?"
    early = starter_bot.ask(question, where=Filter(until=date(1999, 1, 1)))
    assert (early.abstained, early.reason) == (True, Reason.OUTSIDE_DATES)
    nowhere = starter_bot.ask(question, where=Filter(outlets=("nobody",)))
    assert (nowhere.abstained, nowhere.reason) == (True, Reason.NOTHING_FOUND)
    december = Filter(since=date(2025, 12, 1), until=date(2025, 12, 31))
    citations = starter_bot.quote(question, where=december).unrefused.citations
    months = {
        citation.article.published.month for citation in citations if citation.article.published
    }
    assert months == {12}


def test_search_takes_a_filter(starter_bot: Chatbot) -> None:
    verkor = starter_bot.article("2025-12-verkor-dunkirk")
    assert verkor
    for where in (Filter(outlets=(verkor.outlet,)), Filter(articles=(verkor.id,))):
        hits = starter_bot.search("battery", where=where)
        assert {hit.chunk.article.id for hit in hits} == {verkor.id}


def test_topics_limit_an_answer_whatever_their_capitals(tmp_path: Path) -> None:
    made = "Cells are made in"
    rag.index(
        [
            Article(f"{made} Heide.", "Heide", topics=("Batteries", "Germany")),
            Article(f"{made} Dunkirk.", "Dunkirk", topics=("batteries", "France")),
        ],
        tmp_path,
    )
    bot = rag.open(tmp_path)
    for topic, expected in (("germany", {"heide"}), ("BATTERIES", {"heide", "dunkirk"})):
        hits = bot.search("Where are cells made?", where=Filter(topics=(topic,)))
        assert {hit.chunk.article.id for hit in hits} == expected


def test_a_german_article_is_found_by_its_stems_among_english_ones(tmp_path: Path) -> None:
    german = Article("Am 3. Mai kam er. Das Haus in Kiel brennt.", "Kiel", language="de")
    rag.index([german, Article("Two old horses run.", "Horses")], tmp_path)
    bot = rag.open(tmp_path, settings=Settings(retrieval=RetrievalSettings(dense_weight=0)))
    hit = bot.search("Häuser", 1)[0]
    assert hit.chunk.article.id == "kiel"
    assert hit.chunk.slice(hit.chunk.sentences[0]) == "Am 3. Mai kam er."


def test_a_stream_grows_sentence_by_sentence_into_the_answer(starter_bot: Chatbot) -> None:
    *growing, last = starter_bot.stream("Who owned ACC in 2024?")
    counts = [len(answer.sentences) for answer in [*growing, last]]
    assert counts == list(range(1, len(last.sentences) + 1))
    for answer in growing:
        assert_exact(answer, starter_bot)
    assert last == starter_bot.ask("Who owned ACC in 2024?")


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("", "is empty: write"),
        ("\x00\x01 \r\n", "is empty: write"),
        ("?!... --", "no word in it: write"),
        ("w" * 20_000, "20,000 characters, at most 2,000 are read: shorten"),
    ],
)
def test_what_can_not_be_searched_is_refused(
    starter_bot: Chatbot, question: str, message: str
) -> None:
    with pytest.raises(QuestionError, match=message):
        starter_bot.ask(question)
    with pytest.raises(QuestionError, match=message):
        starter_bot.search(question)


@pytest.mark.parametrize("k", [0, 1001])
def test_k_out_of_range(starter_bot: Chatbot, k: int) -> None:
    with pytest.raises(QuestionError, match=f"k must be from 1 to 1000, got {k}: choose"):
        starter_bot.search("cells", k=k)


def test_an_open_bot_follows_a_sync_and_an_old_answer_can_be_rechecked(tmp_path: Path) -> None:
    text = "The plant in Heide was planned for 60 GWh a year."
    rag.index(Article(text, title="Heide", id="heide"), tmp_path)
    bot = rag.open(tmp_path)
    citation = bot.quote("What capacity was planned in Heide?").unrefused.citations[0]
    rag.index(Article("The plant in Heide was cancelled.", title="Off", id="heide"), tmp_path)
    assert "cancelled" in bot.quote("What happened to the plant in Heide?").unrefused.text
    assert bot.recheck(citation)
    forged = rag.Citation(1, citation.article, citation.span, citation.quote.replace("60", "90"))
    assert not bot.recheck(forged)
    kept = bot.library.version("heide", citation.article.sha256)
    assert kept
    assert kept.info == citation.article


def test_examine_is_the_old_name_of_quote(starter_bot: Chatbot) -> None:
    with pytest.warns(DeprecationWarning, match=r"Chatbot\.examine is called quote now"):
        quoted = starter_bot.examine("Who owned ACC in 2024?")
    assert quoted.answer == starter_bot.quote("Who owned ACC in 2024?").answer
