from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.core.article import Article
from rag.core.recheck import Quotation, Recheck, Rewording, Standing
from rag.core.span import Span
from rag.library.catalog import FILE_NAME, Catalog
from rag.library.index.manifest import Manifest
from rag.library.library import Library
from rag.library.versions import changed, recheck
from tests.library.entries import entry, put

FIRST, SECOND, THIRD = "The plant opened in 2021.", "It has 900 jobs.", "Cells are made there."
PLANT = Article(" ".join((FIRST, SECOND, THIRD)), "Plant", "plant")


def cited(text: str, article: Article = PLANT) -> Quotation:
    start = article.text.index(text)
    return Quotation(article.id, article.sha256, Span(start, start + len(text)), text)


@pytest.fixture
def state(tmp_path: Path) -> Iterator[tuple[Catalog, Library]]:
    """A catalog with the plant in it, and the library over it."""
    catalog = Catalog(tmp_path / FILE_NAME)
    put(catalog, 1, entry(PLANT, (0, 25)))
    library = Library(tmp_path, Manifest("test", 64))
    yield catalog, library
    library.close()
    catalog.close()


def test_a_citation_of_what_did_not_change(state: tuple[Catalog, Library]) -> None:
    assert recheck(state[1], cited(SECOND)) == Recheck(Standing.UNCHANGED)


def test_an_edit_here_and_one_elsewhere(state: tuple[Catalog, Library]) -> None:
    catalog, library = state
    edited = Article(PLANT.text.replace("900", "1,200"), "Plant, corrected", "plant")
    put(catalog, 2, entry(edited, (0, 25)))
    change = Rewording(SECOND, "It has 1,200 jobs.")
    assert recheck(library, cited(SECOND)) == Recheck(Standing.EDITED_HERE, edited.info, change)
    assert recheck(library, cited("900")).change == change
    assert recheck(library, cited(FIRST)) == Recheck(Standing.EDITED_ELSEWHERE, edited.info)
    put(catalog, 3, entry(PLANT, (0, 25)))
    assert recheck(library, cited(SECOND)) == Recheck(Standing.UNCHANGED)


def test_what_was_removed_is_withdrawn(state: tuple[Catalog, Library]) -> None:
    catalog, library = state
    put(catalog, 2, remove=["plant"])
    assert recheck(library, cited(SECOND)) == Recheck(Standing.WITHDRAWN)


def test_what_never_stood_there(state: tuple[Catalog, Library]) -> None:
    _, library = state
    forged = replace(cited(SECOND), quote="It has 9 jobs. ")
    assert recheck(library, forged).standing is Standing.NOT_QUOTED
    assert recheck(library, replace(forged, article_id="no")).standing is Standing.NOT_QUOTED


def test_of_a_version_that_is_not_kept_only_the_quote_is_known(
    state: tuple[Catalog, Library],
) -> None:
    _, library = state
    unknown = replace(cited(SECOND), sha256="0" * 64)
    assert recheck(library, unknown).standing is Standing.EDITED_ELSEWHERE
    other = recheck(library, replace(unknown, quote="It has 800 jobs."))
    assert (other.standing, other.change) == (
        Standing.EDITED_HERE,
        Rewording("It has 800 jobs.", ""),
    )


def written(*sentences: str) -> Article:
    return Article(" ".join(sentences), "Plant", "plant")


def test_a_sentence_that_was_taken_out_has_nothing_in_its_place() -> None:
    assert changed(PLANT, written(FIRST, THIRD), cited(SECOND).span) == Rewording(SECOND, "")


@given(st.permutations([FIRST, SECOND, THIRD]), st.sampled_from([FIRST, SECOND, THIRD]))
def test_sentences_that_only_moved_have_not_changed(order: list[str], quote: str) -> None:
    assert changed(PLANT, written(*order), cited(quote).span) is None
