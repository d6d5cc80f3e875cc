"""What else is known of an article stays with it, whatever happens to its file."""

import json
from datetime import date

from rag.core.details import Details, Reference
from tests.library.corpus import Corpus, no_embedder

TEXT = """---
title: Prices
date: 2026-05-02
section: Local
lastmod: 2026-05-04
sources: [{title: A study, url: "https://a.example/s"}]
---
It rose. (ENA)

Correction: it was ten.
"""
DETAILS = Details(
    section="Local",
    modified=date(2026, 5, 4),
    date_origin="front matter",
    correction="Correction: it was ten.",
    references=(Reference("A study", "https://a.example/s"),),
)


def details(corpus: Corpus, article_id: str = "new") -> Details:
    article = corpus.article(article_id)
    assert article
    assert article.info.details == article.details
    return article.details


def test_details_survive_a_move_a_rebuild_and_an_edit(corpus: Corpus) -> None:
    corpus.write(new=TEXT)
    corpus.sync()
    assert details(corpus) == DETAILS
    (corpus.folder / "new.md").rename(corpus.folder / "moved.md")
    assert corpus.sync().moved == ("new",)
    assert details(corpus) == DETAILS
    corpus.sync(rebuild=True)
    assert details(corpus) == DETAILS
    before = corpus.article("new")
    assert before
    (corpus.folder / "moved.md").write_text("It fell.")
    assert corpus.sync().changed == ("new",)
    assert details(corpus) == Details()
    with corpus.catalog.view() as view:
        kept = view.version("new", before.sha256)
    assert kept
    assert kept.details == DETAILS


def feed(*texts: str) -> str:
    return "\n".join(json.dumps({"id": text[:3], "title": text, "text": text}) for text in texts)


def test_only_changed_articles_of_a_file_are_embedded(corpus: Corpus) -> None:
    path = corpus.folder / "all.jsonl"
    path.write_text(feed("One rose.", "Two rose.", "Six rose."))
    assert len(corpus.sync().added) == 6
    path.write_text(feed("Two rose.", "One fell.", "Ten rose."))
    report = corpus.sync()
    assert (report.added, report.changed) == (("ten-rose",), ("one-rose",))
    assert (report.removed, report.embedded) == (("six-rose",), 2)
    assert "two-rose" in report.unchanged
    again = corpus.sync()
    assert (again.added, again.changed, again.removed, again.embedded) == ((), (), (), 0)


def test_a_file_whose_articles_stay_the_same_embeds_nothing(corpus: Corpus) -> None:
    path = corpus.folder / "all.jsonl"
    path.write_text(feed("One rose.", "Two rose."))
    corpus.sync()
    path.write_text(feed("Two rose.", "One rose."))
    corpus.embedder = no_embedder
    report = corpus.sync()
    assert (report.changed, report.embedded) == ((), 0)
    assert corpus.text("one-rose") == "One rose."
