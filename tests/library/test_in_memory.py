"""More of what becomes of articles made in memory is in test_plan_memory.py."""

import pytest

from rag.core.article import Article
from rag.errors import CorpusError
from rag.library.in_memory import in_memory


def test_each_has_an_identity_of_its_own_that_is_no_file() -> None:
    heide, soup = Article("Cells.", "Heide", outlet="A Paper"), Article("Soup.", "Soup")
    found = list(in_memory([heide, soup, heide], []))
    assert [(source.identity, source.name) for source, _ in found] == [
        ("memory:heide", "A Paper"),
        ("memory:soup", ""),
    ]
    assert all(source.in_memory for source, _ in found)


def test_an_id_that_is_given_twice_is_an_error() -> None:
    with pytest.raises(CorpusError, match="two articles have the id 'a': give each its own"):
        list(in_memory([Article("One.", id="a"), Article("Two.", id="a")], []))
