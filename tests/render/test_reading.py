import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag import Answer, Chatbot
from rag.core.answer import Caveat
from rag.core.article import ArticleInfo
from rag.core.span import Span
from rag.core.when import NEVER
from rag.errors import DataError
from rag.render.fields import ArticleJson
from rag.render.json import answer_json
from rag.render.reading import read_answer, read_article
from tests.render.answers import answers, infos
from tests.render.samples import ANSWER, ARTICLE, CITATION, COPIED

QUESTIONS = [
    "Who owned ACC in 2024?",
    "What is the capital of Mongolia?",
    "Compare Verkor and ACC",
    "Timeline of Northvolt",
    "Which articles appeared in March 2025?",
    "What is in the corpus?",
]


@given(answers())
def test_an_answer_that_was_printed_and_read_is_the_answer(answer: Answer) -> None:
    read = read_answer(answer_json(answer))
    assert read == answer
    assert read.seconds == answer.seconds


@given(infos)
def test_an_article_that_was_printed_and_read_is_the_article(info: ArticleInfo) -> None:
    assert read_article(ArticleJson.from_article(info).model_dump_json()) == info


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_real_answer_prints_the_same_and_its_citations_hold(
    starter_bot: Chatbot, question: str
) -> None:
    answer = starter_bot.ask(question)
    read = read_answer(answer_json(answer))
    assert (read.sentences, read.citations, read.lead) == (
        answer.sentences,
        answer.citations,
        answer.lead,
    )
    assert answer_json(read) == answer_json(answer)
    assert (read.text, read.markdown()) == (answer.text, answer.markdown())
    assert read._repr_html_() == answer._repr_html_()
    assert all(starter_bot.recheck(citation) for citation in read.citations)


def test_what_an_earlier_footnote_said_in_words_stays_as_it_is() -> None:
    values: dict[str, Any] = json.loads(answer_json(ANSWER))
    del values["statements"], values["notes"], values["sentences"][0]["doubt"]
    del values["sentences"][0]["when"]
    values |= {"message": "Closest:", "note": "A note."}
    values["sentences"][0] |= {"warning": "no article says so", "label": "12 May 2021"}
    answer = read_answer(json.dumps(values))
    (sentence,) = answer.sentences
    assert (answer.message, answer.note) == ("Closest:", "A note.")
    assert (sentence.warning, sentence.label, sentence.when) == (
        "no article says so", "12 May 2021", NEVER,
    )  # fmt: skip


@pytest.mark.parametrize(
    "statement",
    [
        {"says": "searched", "values": {}},
        {"says": "nobody_knows", "values": {}},
        {"says": "missing", "values": {"n": [1], "names": 3}},
        {"values": {}},
        "words",
    ],
)
def test_a_statement_whose_values_do_not_fit_is_no_answer(statement: object) -> None:
    values = json.loads(answer_json(ANSWER)) | {"statements": [statement]}
    with pytest.raises(DataError):
        read_answer(json.dumps(values))


def test_an_answer_of_an_earlier_footnote_has_what_it_had() -> None:
    values: dict[str, Any] = json.loads(answer_json(ANSWER))
    for name in (
        "message",
        "lead",
        "certainty",
        "articles",
        "request",
        "usage",
        "seconds",
        "uncited",
        "disagreement",
    ):
        del values[name]
    del values["citations"][0]["article"], values["sentences"][0]["bullet"]
    values["unknown"] = "of a later one"
    read = read_answer(json.dumps(values))
    assert read.text == ANSWER.text
    assert read.citations[0].article == ARTICLE.info
    assert read.uncited == ()


def with_value(name: str, value: object) -> str:
    return json.dumps(json.loads(answer_json(ANSWER)) | {name: value})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "5",
        "[" * 100_000,
        with_value("question", 5),
        with_value("question", None),
        with_value("certainty", "absolutely"),
        with_value("reason", "none of these"),
        with_value("sentences", 5),
        with_value("citations", [{}]),
        with_value("lead", {"text": "Heide", "citation": 9}),
        with_value("lead", {"text": "Heide"} | {"citation": {}}),
        with_value("nearest", [{"article_id": "a"}]),
        with_value("seconds", []),
    ],
    ids=range(15),
)
def test_what_is_no_answer(text: str) -> None:
    with pytest.raises(DataError, match="this is no answer or article"):
        read_answer(text)


@pytest.mark.parametrize("values", [{"start": 5, "end": 5}, {"start": -1}, {"end": "x"}], ids=str)
def test_a_citation_without_a_place(values: dict[str, object]) -> None:
    citation = json.loads(answer_json(ANSWER))["citations"][0]
    with pytest.raises(DataError):
        read_answer(with_value("citations", [citation | values]))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(sorted(json.loads(answer_json(ANSWER)))), inner)
    ),
)


@given(json_values)
def test_any_json_is_an_answer_or_none(values: object) -> None:
    text = json.dumps(values)
    try:
        read = read_answer(text)
    except DataError:
        return
    assert isinstance(read, Answer)


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", '{"article_id": 5, "title": ""}'])
def test_what_is_no_article(text: str) -> None:
    with pytest.raises(DataError, match="this is no answer or article"):
        read_article(text)


def test_a_caveat_is_read() -> None:
    caveat = Caveat(Span(25, 40), "But not today.")
    limited = replace(ANSWER, citations=(replace(CITATION, caveat=caveat),))
    assert read_answer(answer_json(limited)).citations[0].caveat == caveat


def test_a_cluster_is_read() -> None:
    values = json.loads(answer_json(ANSWER))
    printed = ArticleJson.from_article(COPIED.article).model_dump(mode="json")
    values["citations"][0]["cluster"] = {"articles": [printed], "locations": 2}
    cluster = read_answer(json.dumps(values)).citations[0].cluster
    assert cluster
    assert (cluster.articles, cluster.locations) == ((COPIED.article,), 2)
