from datetime import date

from rag.checking.lacking import lacking_of, points_back, published_then
from rag.core.article import Article
from rag.core.span import Span
from rag.language.parsed import parse


def test_what_a_text_lacks() -> None:
    claim = parse("It sold 42 boats and a fifth of its shares in 2019.")
    text = parse("It sold 42 percent in 2019.")
    assert {one.slice(claim.text) for one in lacking_of(claim, text)} >= {"a fifth"}
    assert (
        lacking_of(claim, parse("In 2019 it sold 42 boats and 20 percent of its shares.")) == set()
    )


def test_a_count_is_no_share() -> None:
    claim = parse("It carried 42 tourists.")
    lacking = lacking_of(claim, parse("Of those it carried 42 percent were tourists."))
    assert [one.slice(claim.text)[:2] for one in lacking] == ["42"]


def test_what_points_back() -> None:
    assert points_back(parse("It rose."), Span(0, 2))
    assert not points_back(parse("Rents rose."), Span(0, 5))


def test_the_day_of_publication() -> None:
    claim = parse("It opened on 3 May 2026.")
    place = claim.days[0].span
    assert published_then(claim, place, Article("x", published=date(2026, 5, 3)))
    assert not published_then(claim, place, Article("x", published=date(2026, 5, 4)))
    assert not published_then(claim, place, Article("x"))
