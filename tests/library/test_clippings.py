from collections.abc import Callable
from functools import partial

import pytest

from rag.core.article import Article
from rag.core.conversation import Clipping
from rag.core.span import Span
from rag.errors import DataError, NotKept
from rag.library import clippings
from rag.library.catalog import Catalog
from rag.library.clippings import Clippings
from tests.library.entries import HEIDE, SKELL, put, put_all
from tests.library.keeping import ANNA, BERT

PLACE = Span(0, 8)


@pytest.fixture
def kept(catalog: Catalog) -> Clippings:
    """The clippings of a catalog with three articles, none yet."""
    put_all(catalog)

    def version(article_id: str, sha256: str) -> Article | None:
        with catalog.view() as view:
            return view.version(article_id, sha256)

    return Clippings(catalog.database, version)


def clip(kept: Clippings, owner: str = ANNA, note: str = "") -> Clipping:
    return kept.add(owner, "heide", HEIDE.sha256, PLACE, note, "turn")


def test_quotes_are_collected_in_an_order_with_notes(kept: Clippings) -> None:
    first = clip(kept, note="Look\r\nhere")
    second = kept.add(ANNA, "skell", SKELL.sha256, Span(11, 17))
    assert (first.quote, first.note, first.turn_id) == ("🔋 Heide.", "Look\nhere", "turn")
    assert (second.article, second.quote) == (SKELL.info, "closed")
    assert kept.all(ANNA) == [first, second]
    kept.order(ANNA, [second.id])
    assert kept.all(ANNA) == [second, first]
    third = clip(kept)
    kept.order(ANNA, [third.id, first.id])
    kept.write_note(ANNA, third.id, "x" * 9_999)
    assert [one.id for one in kept.all(ANNA)] == [third.id, first.id, second.id]
    assert kept.all(ANNA)[0].note == "x" * clippings.MOST_NOTE


def test_a_clipping_stays_when_its_article_leaves(kept: Clippings, catalog: Catalog) -> None:
    clipping = clip(kept)
    put(catalog, 2, remove=["heide"])
    assert kept.all(ANNA) == [clipping]
    assert clip(kept).article == clipping.article, "the version that was quoted is kept"


def test_what_was_deleted_comes_back_to_its_place(kept: Clippings) -> None:
    first, second = clip(kept), clip(kept)
    kept.delete(ANNA, first.id)
    assert kept.all(ANNA) == [second]
    with pytest.raises(NotKept):
        kept.write_note(ANNA, first.id, "gone")
    kept.restore(ANNA, first.id)
    kept.restore(ANNA, first.id)
    assert kept.all(ANNA) == [first, second]


@pytest.mark.parametrize(
    ("article", "sha256", "span"),
    [
        ("none", HEIDE.sha256, PLACE),
        ("heide", "0" * 64, PLACE),
        ("heide", HEIDE.sha256, Span(0, 999)),
    ],
)
def test_no_quote_is_taken_on_trust(kept: Clippings, article: str, sha256: str, span: Span) -> None:
    with pytest.raises(DataError, match="no version of the article has this place"):
        kept.add(ANNA, article, sha256, span)


def test_clippings_have_bounds(kept: Clippings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clippings, "MOST_CLIPPINGS", 1)
    monkeypatch.setattr(clippings, "MOST_QUOTED", 8)
    clip(kept)
    with pytest.raises(DataError, match="1 clippings are kept, as many as can be"):
        clip(kept)
    with pytest.raises(DataError, match="at most 8 characters: mark less"):
        kept.add(BERT, "heide", HEIDE.sha256, Span(0, 9))
    clip(kept, BERT)


def test_another_owner_has_no_part_in_them(kept: Clippings) -> None:
    clipping = clip(kept)
    for name in (clipping.id, "none", "\ud800"):
        uses: list[Callable[[], None]] = [
            partial(kept.delete, BERT, name),
            partial(kept.restore, BERT, name),
            partial(kept.write_note, BERT, name, "mine"),
            partial(kept.order, BERT, [name]),
        ]
        for use in uses:
            with pytest.raises(NotKept, match="there is no such clipping"):
                use()
    assert kept.all(BERT) == []
    assert kept.all(ANNA) == [clipping]
