"""Articles made in memory: their ids, and what is new or changed of them."""

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from rag.core.article import Article
from rag.errors import CorpusError
from rag.library.plan import make_plan
from rag.library.planned import Plan
from rag.library.records import Known


def known_after(*articles: Article, before: tuple[Known, ...] = ()) -> tuple[Known, ...]:
    """Return what the catalog knows once articles were indexed."""
    plan = make_plan(articles, before)
    known = {old.id: old for old in before}
    for item in [*plan.added, *plan.changed]:
        known[item.article.id] = Known(item.article.id, item.source.identity, item.source.sha256)
    return tuple(known.values())


def texts(*articles: Article, before: tuple[Known, ...] = ()) -> dict[str, str]:
    """Return the texts that are added, by the id of their article."""
    return {item.article.id: item.article.text for item in make_plan(articles, before).added}


def changed(article: Article, before: tuple[Known, ...]) -> list[str]:
    return [item.article.id for item in make_plan([article], before).changed]


def test_they_are_known_by_their_id_and_stay_when_they_are_not_given_again() -> None:
    first, second = Article("One.", id="one"), Article("Two.", id="two")
    known = known_after(first, second)
    assert [old.identity for old in known] == ["memory:one", "memory:two"]
    assert make_plan([first], known) == Plan(unchanged=["one"])


@pytest.mark.parametrize(
    "article",
    [
        Article("One, edited.", id="one"),
        Article("One.", id="one", published=date(2025, 1, 1)),
        Article("One.", id="one", outlet="The Paper"),
        Article("One.", id="one", topics=("cells",)),
        Article("One.", id="one", language="de"),
    ],
)
def test_what_is_edited_is_changed(article: Article) -> None:
    assert changed(article, known_after(Article("One.", id="one"))) == ["one"]


def test_they_and_files_do_not_move_into_each_other(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("First.")
    memo = Article("First.", id="memo")
    plan = make_plan([tmp_path], known_after(memo))
    assert [item.article.id for item in plan.added] == ["a"]
    assert (plan.moved, plan.removed) == ({}, [])


REPORTS = [Article(f"Report {number}.", title="Report") for number in range(3)]


def test_articles_of_one_title_get_ids_that_do_not_depend_on_their_order() -> None:
    expected = texts(*REPORTS)
    assert len(expected) == 3
    assert "report" in expected, "one of them has the plain id"
    assert all(name.startswith("report") for name in expected)
    for order in permutations(REPORTS):
        assert texts(*order) == expected


def test_articles_of_one_title_keep_their_ids_in_every_run() -> None:
    known = known_after(*REPORTS)
    for order in permutations(REPORTS):
        assert sorted(make_plan(order, known).unchanged) == sorted(texts(*REPORTS))
    for report in REPORTS:
        assert make_plan([report], known).empty, "each alone is recognised too"


def test_a_new_article_of_a_known_title_leaves_the_others_their_ids() -> None:
    for order in permutations(REPORTS):
        known = known_after(*order[:2])
        plan = make_plan(order, known)
        (added,) = plan.added
        assert sorted(plan.unchanged) == sorted(old.id for old in known)
        assert added.article.text == order[2].text
        assert added.article.id.startswith("report-")


def test_an_identical_article_is_indexed_once() -> None:
    note = Article("A note.", id="note")
    assert texts(note, note) == {"note": "A note."}
    assert texts(REPORTS[0], Article("Report 0.", title="Report")) == {"report": "Report 0."}


@pytest.mark.parametrize("title", ["note", "Another title"])
def test_a_given_id_that_repeats_is_an_error(title: str) -> None:
    given = Article("A note.", id="note")
    for other in (Article("Another note.", title, id="note"), Article("A third.", title="Note")):
        for order in permutations([given, other]):
            with pytest.raises(CorpusError, match="two articles have the id 'note': give each"):
                make_plan(order, [])
