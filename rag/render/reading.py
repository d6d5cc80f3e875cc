"""Answers and articles read back from their JSON, as if an enemy had written it.

An answer that was printed and read is equal to the answer, but for its numbers, which are printed
with four digits, and for what its request holds beyond what is printed. Fields that an earlier
Footnote did not print are as empty as they were then; fields that are not known are passed over.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from pydantic import TypeAdapter

from rag.core.answer import Answer
from rag.core.article import ArticleInfo
from rag.core.statement import Says, Statement
from rag.errors import DataError
from rag.render.statements import say

T = TypeVar("T")
_Values = Mapping[str, Any]

_ANSWER = TypeAdapter(Answer)
_ARTICLE = TypeAdapter(ArticleInfo)
_STATEMENT = TypeAdapter(Statement)
_DETAILS = ("section", "modified", "date_origin", "agency", "correction", "pages", "references")
_SHORT = ("id", "title", "outlet", "url", "published", "language", "authors")
_SENTENCE = ("text", "citations", "support", "bullet", "column")
_USAGE = ("calls", "input_tokens", "output_tokens", "cost")
_SAME = (
    "question",
    "standalone",
    "certainty",
    "columns",
    "abstained",
    "reason",
    "confidence",
    "options",
    "seconds",
    "written",
    "removed",
    "model",
)
"""The fields of an answer that are printed as they are."""


def read_answer(text: str) -> Answer:
    """Return the answer that `answer_json` printed.

    Raises:
        DataError: for anything else.
    """
    return _read(text, _answer, _ANSWER)


def read_article(text: str) -> ArticleInfo:
    """Return the article of a JSON object as `ArticleJson` has it.

    Raises:
        DataError: for anything else.
    """
    return _read(text, _article, _ARTICLE)


def _read(text: str, fields: Callable[[Any], dict[str, Any]], made: TypeAdapter[T]) -> T:
    try:
        return made.validate_python(fields(json.loads(text)))
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise DataError(
            f"this is no answer or article ({type(error).__name__}): "
            "take JSON that Footnote printed"
        ) from error


def _answer(values: _Values) -> dict[str, Any]:
    citations = [_citation(citation) for citation in values["citations"]]
    request, lead = values.get("request"), values.get("lead")
    if lead:
        by_number = {citation["number"]: citation for citation in citations}
        cited = lead.get("citation")
        lead = {**lead, "citation": None if cited is None else by_number[cited]}
    return _some(values, _SAME) | {
        "sentences": [_sentence(sentence) for sentence in values["sentences"]],
        "statements": _statements(values, "statements", "message"),
        "notes": _statements(values, "notes", "note"),
        "citations": citations,
        "lead": lead,
        "articles": [_article(article) for article in values.get("articles", ())],
        "request": _request(values, request) if request else None,
        "nearest": [
            {"article": _article(near.get("article") or near), "score": near["score"]}
            for near in values["nearest"]
        ],
        "usage": _some(values.get("usage") or {}, _USAGE),
        "disagreement": _disagreement(values.get("disagreement")),
        "uncited": [_uncited(one) for one in values.get("uncited", ())],
    }


def _sentence(values: _Values) -> dict[str, Any]:
    when = values.get("when", "")
    year, month, day, *_ = [*map(int, filter(None, when.split("-"))), 0, 0, 0]
    doubt = values.get("doubt") or (_words(values["warning"]) if values.get("warning") else None)
    return _some(values, _SENTENCE) | {
        "doubt": doubt and _statement(doubt),
        "label": "" if when else values.get("label", ""),
        "when": (year, month, day),
    }


def _statements(values: _Values, name: str, words: str) -> list[dict[str, Any]]:
    """Return statements; of an earlier Footnote, the words that it had for them."""
    told = [_words(values[words])] if values.get(words) else []
    return [_statement(one) for one in values.get(name, told)]


def _words(text: str) -> dict[str, Any]:
    return {"says": Says.WORDS, "values": {"text": text}}


def _statement(values: _Values) -> dict[str, Any]:
    """Return a statement whose values fit its words.

    Raises:
        KeyError: where they don't.
    """
    fields = {"says": values["says"], "values": list(values["values"].items())}
    say(_STATEMENT.validate_python(fields))
    return fields


def _citation(values: _Values) -> dict[str, Any]:
    cluster, caveat = values.get("cluster"), values.get("caveat")
    return _some(values, ("number", "quote", "answer", "is_injection")) | {
        "article": _article(values.get("article") or values),
        "span": {"start": values["start"], "end": values["end"]},
        "cluster": cluster and _cluster(cluster),
        "caveat": caveat and {"span": _some(caveat, ("start", "end")), "quote": caveat["quote"]},
    }


def _disagreement(values: _Values | None) -> dict[str, Any] | None:
    if not values:
        return None
    sides = [
        {"text": side["text"], "citation": side["citation"], "span": _some(side, ("start", "end"))}
        for side in values["sides"]
    ]
    return {"sides": sides, "corrected": values["corrected"]}


def _uncited(values: _Values) -> dict[str, Any]:
    return _some(values, ("quote", "answer")) | {
        "article": _article(values["article"]),
        "span": {"start": values["start"], "end": values["end"]},
    }


def _cluster(values: _Values) -> dict[str, Any]:
    articles = [_article(article) for article in values["articles"]]
    return {"articles": articles, "locations": values["locations"]}


def _article(values: _Values) -> dict[str, Any]:
    return _some(values, _SHORT) | {
        "id": values["article_id"],
        "outlet": values.get("outlet", ""),
        "url": values.get("url", ""),
        "published": values.get("published"),
        "sha256": values.get("text_sha256", ""),
        "details": _some(values, _DETAILS),
    }


def _request(values: _Values, request: _Values) -> dict[str, Any]:
    return _some(request, ("task", "kind", "filter")) | {
        "question": values["question"],
        "standalone": values["standalone"],
        "texts": [values["standalone"], *request["parts"]],
    }


def _some(values: _Values, names: Iterable[str]) -> dict[str, Any]:
    """Return those of some fields that are there."""
    return {name: values[name] for name in names if name in values}
