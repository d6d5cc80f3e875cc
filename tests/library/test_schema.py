from datetime import date

import pytest

from rag.core.corpus import Filter
from rag.library.schema import conditions


@pytest.mark.parametrize(
    ("where", "columns"),
    [
        (Filter(), []),
        (Filter(articles=("a",)), ["articles.id IN"]),
        (Filter(outlets=("a",)), ["articles.outlet IN"]),
        (Filter(since=date.min), ["articles.published >="]),
        (Filter(until=date.max), ["articles.published <="]),
        (Filter(topics=("a",)), []),
    ],
)
def test_a_filter_becomes_conditions_on_columns(where: Filter, columns: list[str]) -> None:
    found = [str(condition) for condition in conditions(where)]
    assert [text.startswith(column) for text, column in zip(found, columns, strict=True)] == [
        True
    ] * len(columns)
