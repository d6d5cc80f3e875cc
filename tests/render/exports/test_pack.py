import hashlib
import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from rag.core.span import Span
from rag.render.exports.pack import MOST_CONTEXT, context, write_pack
from rag.render.json import answer_dict
from tests.render.exports.packs import ANSWERS, MADE_WITH, PACK, TEXTS, WHOLE, members
from tests.render.exports.samples import AS_OF, FACT, PLANT, PRICES


def test_the_same_answers_give_the_same_bytes_whatever_time_they_took() -> None:
    slower = [replace(answer, seconds={"search": 9.0}) for answer in ANSWERS]
    assert write_pack(slower, TEXTS, MADE_WITH, as_of=AS_OF) == PACK
    assert write_pack(ANSWERS, TEXTS, MADE_WITH) != PACK


def test_its_parts_are_readable_without_footnote() -> None:
    parts = members(WHOLE)
    assert list(parts) == sorted(parts)
    answers = json.loads(parts["answers.json"])
    assert answers == [answer_dict(answer) | {"seconds": {}} for answer in ANSWERS]
    assert parts["answers.html"].startswith(b"<!DOCTYPE html>")
    assert json.loads(parts["made-with.json"]) == MADE_WITH
    for article in (PLANT, PRICES):
        assert parts[f"articles/{article.sha256}.txt"].decode() == article.text
    hashes = json.loads(parts.pop("manifest.json"))["sha256"]
    assert hashes == {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()}


def test_a_quote_has_its_paragraph_and_where_it_is_from() -> None:
    assert not [name for name in members(PACK) if name.startswith("articles/")]
    quotes = json.loads(members(PACK)["quotes.json"])
    assert [(quote["answer"], quote["number"]) for quote in quotes] == [
        (1, 1), (1, 2), (2, 1), (2, 2),
    ]  # fmt: skip
    assert quotes[1] == {
        "answer": 1,
        "number": 2,
        "article_id": "a-plant-in-heide",
        "start": 34,
        "end": 52,
        "quote": "It opened in 2021.",
        "text_sha256": PLANT.sha256,
        "page": 2,
        "context": {
            "start": 34,
            "end": 79,
            "text": "It opened in 2021. It was to have 1,200 jobs.",
        },
        "title": "A plant in Heide",
        "outlet": "Lakeside Courier",
        "url": PLANT.url,
        "published": "2026-10-05",
        "authors": ["Ida Berg", "Kurt Velten"],
    }


def test_no_more_than_a_paragraph_of_an_article_leaves_with_its_quote() -> None:
    text = "a" * 2_000
    assert context(text, Span(1_000, 1_010)) == Span(1_000 - MOST_CONTEXT, 1_010 + MOST_CONTEXT)
    assert context("One. Two.", Span(5, 9)) == Span(0, 9)
    assert FACT.citations[0].quote not in json.loads(members(PACK)["quotes.json"])[1]["context"]


@given(st.text("a\n ", min_size=1, max_size=60), st.data())
def test_a_context_holds_its_quote_whatever_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    around = context(text, span)
    assert span.within(around)
    assert around.end <= len(text)
