from dataclasses import replace

from rag.core.beside import Uncited
from rag.core.details import Details
from rag.core.span import Span
from rag.ui.parts.uncited import shown_uncited
from tests.ui.tree import info

ONE = Uncited(info(), Span(10, 35), "The plant opened in 2021.", Span(30, 34))


def test_what_is_not_cited_stands_under_its_article() -> None:
    other = replace(ONE, article=replace(info(title="Other"), id="other"))
    later = replace(ONE, span=Span(50, 65), quote="It makes cells.", answer=None)
    sources = shown_uncited([ONE, other, later])
    assert [(one.article.id, len(one.places)) for one in sources] == [(info().id, 2), ("other", 1)]
    place = sources[0].places[1]
    assert (place.start, place.end, place.words) == (50, 65, "It makes cells.")


def test_the_words_that_fit_best_are_among_those_shown() -> None:
    words = " ".join(f"word{number}" for number in range(20))
    quote = f"{words} 2021 {words}"
    place = quote.index("2021")
    long = replace(ONE, span=Span(0, len(quote)), quote=quote, answer=Span(place, place + 4))
    assert shown_uncited([long])[0].places[0].words == (
        "… word16 word17 word18 word19 2021 word0 word1 word2 word3 word4 word5 word6 word7 word8 …"
    )


def test_a_page_is_named_where_there_are_pages() -> None:
    paged = replace(ONE, article=replace(info(), details=Details(pages=(0, 5))))
    assert shown_uncited([paged])[0].places[0].page == 2
    assert shown_uncited([ONE])[0].places[0].page is None
