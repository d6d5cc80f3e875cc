import pytest

from rag.core.corpus import Filter
from rag.library.index import chroma_filters
from rag.library.index.chroma_filters import metadata_of, wheres_of
from rag.library.index.fields import Bounds, Fields, as_number


def bounds(*filters: Filter) -> Bounds:
    return Bounds(filters, set)


def test_fields_as_chroma_keeps_them() -> None:
    assert metadata_of(Fields("a")) == {"article_id": "a", "outlet": ""}
    assert metadata_of(Fields("a", "O", ("t",), ("ada", "ben"), 7)) == {
        "article_id": "a",
        "outlet": "O",
        "topics": ["t"],
        "authors": ["ada", "ben"],
        "day": 7,
    }


def test_conditions_must_all_hold() -> None:
    assert list(wheres_of(bounds(Filter()))) == [None]
    assert list(wheres_of(bounds(Filter(outlets="O")))) == [{"outlet": {"$in": ["O"]}}]
    both = Filter(topics="Cells", since="2026-01-02", until="2026-01-03")
    first = as_number(both.since) if both.since else 0
    days = [{"day": {"$gte": first}}, {"day": {"$lte": first + 1}}]
    (where,) = wheres_of(bounds(Filter("a"), both))
    named = {"article_id": {"$in": ["a"]}}
    assert where == {"$and": [named, {"topics": {"$contains": "cells"}}, *days]}


def test_no_article_passes_filters_that_name_different_ones() -> None:
    assert list(wheres_of(bounds(Filter("a"), Filter("b")))) == []


def test_many_names_are_asked_for_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chroma_filters, "_MOST_NAMES", 2)
    monkeypatch.setattr(chroma_filters, "_MOST_PARTS", 1)
    where = Filter(outlets=("o0", "o1", "o2"), authors=("ada", "Ben"))
    assert [one["$and"] for one in wheres_of(bounds(where))] == [
        [{"outlet": {"$in": part}}, {"authors": {"$contains": name}}]
        for part in (["o0", "o1"], ["o2"])
        for name in ("ada", "ben")
    ]
    monkeypatch.setattr(chroma_filters, "_MOST_PARTS", 2)
    either = [{"authors": {"$contains": name}} for name in ("ada", "ben")]
    assert list(wheres_of(bounds(Filter(authors=("ada", "Ben"))))) == [{"$or": either}]
