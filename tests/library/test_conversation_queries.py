import pytest
import sqlalchemy as sa

from rag.errors import IndexBroken
from rag.library.catalog import Catalog
from rag.library.conversation_queries import searched
from rag.library.conversations import Conversations
from rag.library.schema import turns_table
from tests.library.keeping import ANNA


@pytest.mark.parametrize("values", [{"filter": {"unknown": 1}}, {"filter": 5}, {"state": "none"}])
def test_a_damaged_turn_is_told_as_what_it_is(catalog: Catalog, values: dict[str, object]) -> None:
    kept = Conversations(catalog.database)
    talk = kept.start(ANNA, "Which plants?")
    with catalog.database.writing() as connection:
        connection.execute(sa.update(turns_table).values(**values))
    with pytest.raises(IndexBroken, match="the catalog is damaged"):
        kept.open(ANNA, talk.info.id)
    assert len(kept.find(ANNA)) == 1


def test_eight_words_of_a_search_count() -> None:
    assert len(searched("word " * 2_000)) == 8
    assert searched(" \n ") == []
