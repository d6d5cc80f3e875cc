from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.core.article import Article, ArticleInfo
from rag.core.cluster import age, clustered, fingerprint, is_copy
from rag.core.details import Details

FERRY = (
    "A passenger ferry struck the quay at the landing stage on Friday morning. Eleven people were "
    "hurt, the water police said. The ferry, built in 1998, had 63 passengers on board. The damage "
    "to the quay was put at 340,000 euros."
)
WEEKLY = (
    "The wind comes from the {} with {} knots. Highs reach {} degrees on Wednesday and {} degrees "
    "on the lake. The water has {} degrees at the beach, and bathing is allowed until the evening."
)


def copies(one: str, other: str, days: int = 0, agencies: tuple[str, str] = ("", "")) -> bool:
    """Tell whether two texts are copies, the same in both orders."""
    day = date(2026, 3, 2)
    first, second = (
        fingerprint(
            Article(text, "A", name, outlet, published=when, details=Details(agency=agency))
        )
        for text, name, outlet, when, agency in (
            (one, "one", "The Paper", day, agencies[0]),
            (other, "other", "The Daily", date.fromordinal(day.toordinal() + days), agencies[1]),
        )
    )
    assert is_copy(first, second) == is_copy(second, first)
    return is_copy(first, second)


def test_a_shortened_and_an_edited_text_are_copies() -> None:
    assert copies(FERRY, FERRY.partition(" The damage")[0])
    assert copies(FERRY, FERRY.replace("hurt", "injured").replace("put at", "said to be"))


def test_two_issues_of_a_weekly_report_are_none() -> None:
    one = WEEKLY.format("northwest", 12, 17, 14, 15)
    other = WEEKLY.format("northwest", 31, 9, 8, 11)
    assert not copies(one, other, days=7)
    assert copies(one, one, days=7)


def test_a_report_that_quotes_a_sentence_of_another_is_none() -> None:
    quoting = (
        "Commuters waited for an hour because buses were full. "
        "The ferry, built in 1998, had 63 passengers on board. "
        "Nobody told them when boats would sail again, said a teacher from Nordfeld."
    )
    assert not copies(FERRY, quoting)


def test_a_short_text_that_a_much_longer_one_has_is_none() -> None:
    rest = " ".join(f"Then number {number} of the councillors spoke." for number in range(60))
    assert not copies(FERRY, f"{FERRY} {rest}")


def test_a_credited_agency_makes_less_enough_and_a_later_day_makes_it_less() -> None:
    half = FERRY.partition(" The damage")[0] + (
        " Nobody knows why, a spokeswoman of the company said at noon, and its boats stay in the "
        "harbour until divers have seen the hull of each of them."
    )
    whole = FERRY.partition(" The damage")[0] + (
        " Commuters took the bus, which was full, and many of them came late to their work, as a "
        "teacher from Nordfeld told this newspaper when she arrived there."
    )
    assert not copies(whole, half)
    assert copies(whole, half, agencies=("Elle News Agency", "ENA"))
    reworded = FERRY.replace("passenger", "small").replace("hurt", "injured").replace("put", "set")
    assert copies(FERRY, reworded)
    assert not copies(FERRY, reworded, days=365)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=4))
def test_few_words_are_copies_only_when_they_are_the_same(figures: list[int]) -> None:
    text = " ".join(map(str, figures))
    assert not copies(f"It rose {text}", f"It rose {text} again")
    assert copies(text, text)


def info(name: str, day: int, agency: str = "", outlet: str = "The Paper") -> ArticleInfo:
    return ArticleInfo(
        name, name, outlet, "", date(2026, 1, day), name, details=Details(agency=agency)
    )


def test_of_one_day_the_agency_is_older_than_those_who_credit_it() -> None:
    copy, agency = info("a", 1, "ENA"), info("b", 1, "ENA", "Elle News Agency")
    assert sorted([copy, agency], key=age) == [agency, copy]
    undated = ArticleInfo("c", "c", "", "", None, "c")
    assert sorted([undated, copy], key=age) == [copy, undated]


def test_a_chain_of_copies_is_cut_where_an_article_is_no_copy_of_the_origin() -> None:
    infos = [info("a", 1), info("b", 2), info("c", 3), info("d", 4)]
    links = {"a": {"b"}, "b": {"a", "c"}, "c": {"b", "d"}, "d": {"c"}}
    assert clustered(infos, links) == {"a": "a", "b": "a", "c": "c", "d": "c"}


@pytest.mark.parametrize("turned", [False, True])
def test_the_order_of_articles_does_not_matter(turned: bool) -> None:
    infos = [info("a", 3), info("b", 2), info("c", 1)]
    links = {"a": {"b", "c"}, "b": {"a"}, "c": {"a"}}
    assert clustered(infos[::-1] if turned else infos, links) == {"a": "c", "c": "c"}
