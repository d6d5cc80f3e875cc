"""Answers, hits, articles and reports as JSON text, and the JSON Schema of all of them."""

import json
from collections.abc import Sequence
from typing import Any

from pydantic.json_schema import models_json_schema

from rag.core.answer import Answer
from rag.core.article import Article
from rag.core.corpus import SourceInfo, SyncReport
from rag.core.passage import Hit
from rag.core.recheck import Rechecked
from rag.core.side_by_side import LibraryAnswer, LibraryInfo
from rag.render.absent_schema import NegativeReportJson
from rag.render.check_schema import CheckedTextJson, QuoteCheckJson
from rag.render.fields import JsonModel
from rag.render.kept import ConversationInfoJson, ConversationJson
from rag.render.library_schema import (
    LibraryAnswerJson,
    LibraryInfoJson,
    RecheckedJson,
    SourceJson,
)
from rag.render.schema import AnswerJson, FullArticleJson, HitJson, SyncReportJson


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of everything that is printed as JSON, under "$defs"."""
    printed: list[type[JsonModel]] = [AnswerJson, HitJson, SyncReportJson, FullArticleJson]
    printed += [ConversationJson, ConversationInfoJson, SourceJson, RecheckedJson]
    printed += [LibraryAnswerJson, LibraryInfoJson]
    printed += [CheckedTextJson, QuoteCheckJson, NegativeReportJson]
    _, schema = models_json_schema([(model, "serialization") for model in printed])
    return schema


def answer_dict(answer: Answer) -> dict[str, Any]:
    """Return an answer as a dictionary of plain values."""
    return _object(AnswerJson.from_answer(answer))


def answer_json(answer: Answer) -> str:
    """Return an answer as JSON text."""
    return _text(answer_dict(answer))


def answers_json(answers: Sequence[Answer]) -> str:
    """Return answers as JSON text, a list."""
    return _text([answer_dict(answer) for answer in answers])


def hits_json(hits: Sequence[Hit]) -> str:
    """Return search hits as JSON text, a list."""
    return _text([_object(HitJson.from_hit(hit)) for hit in hits])


def article_json(article: Article) -> str:
    """Return an article with its text as JSON text."""
    return _text(_object(FullArticleJson.from_full_article(article)))


def report_json(report: SyncReport) -> str:
    """Return a sync report as JSON text."""
    return _text(_object(SyncReportJson.from_report(report)))


def sources_json(sources: Sequence[SourceInfo]) -> str:
    """Return what is followed as JSON text, a list."""
    return _text([_object(SourceJson.from_source(one)) for one in sources])


def rechecks_json(rechecked: Sequence[Rechecked]) -> str:
    """Return what became of the citations of kept answers as JSON text, a list."""
    return _text([_object(RecheckedJson.from_rechecked(one)) for one in rechecked])


def library_answers_json(several: Sequence[LibraryAnswer]) -> str:
    """Return what several libraries answer as JSON text, a list."""
    return _text([_object(LibraryAnswerJson.from_library_answer(one)) for one in several])


def libraries_json(several: Sequence[LibraryInfo]) -> str:
    """Return libraries as JSON text, a list."""
    return _text([_object(LibraryInfoJson.from_library_info(one)) for one in several])


def as_text(model: JsonModel) -> str:
    """Return a JSON object as JSON text."""
    return _text(_object(model))


def _object(model: JsonModel) -> dict[str, Any]:
    return model.model_dump(mode="json")


def _text(value: object) -> str:
    """Return JSON text, readable, with non-ASCII letters as they are."""
    return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)
