"""More of what is looked up is in test_copies.py."""

import sqlalchemy as sa

from rag.library.schema import metadata, sketches_table
from rag.library.sketches import Sketches


def test_shingles_their_holders_and_the_sizes_of_articles() -> None:
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        metadata.create_all(connection)
        pairs = [(1, "a"), (2, "a"), (2, "b"), (3, "b")]
        rows = [{"shingle": shingle, "article_id": name} for shingle, name in pairs]
        connection.execute(sa.insert(sketches_table), rows)
        sketches = Sketches(connection)
        assert dict(sketches.held([1, 2])) == {1: 1, 2: 2}
        assert dict(sketches.held([2, 3, 4])) == {2: 2, 3: 1}
        assert {one: sorted(names) for one, names in sketches.holders([2, 3]).items()} == {
            2: ["a", "b"],
            3: ["b"],
        }
        assert {name: sorted(found) for name, found in sketches.samples("ac").items()} == {
            "a": [1, 2],
            "c": [],
        }
        assert sketches.sizes(["b", "c"]) == {"b": 2}
    engine.dispose()
