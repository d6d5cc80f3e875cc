from dataclasses import replace

from rag.core.answer import Sentence
from rag.core.corpus import Failure, SyncReport
from rag.core.span import Span
from rag.core.usage import Usage
from rag.render.fields import ArticleJson, StatementJson
from rag.render.schema import (
    AnswerJson,
    CitationJson,
    FullArticleJson,
    HitJson,
    SentenceJson,
    SyncReportJson,
)
from tests.render.samples import ANSWER, ARTICLE, CITATION, COPIED, HIT, LISTED

ABOUT = {
    "article_id": "heide",
    "title": "Heide*",
    "outlet": "News & Co",
    "source": "News & Co",
    "url": "",
    "published": "2026-02-03",
    "start": 0,
    "end": 24,
}


def test_an_answer() -> None:
    assert AnswerJson.from_answer(ANSWER).model_dump(mode="json") == {
        "question": "Where?",
        "standalone": "Where?",
        "answer": "Cells are made in Heide. [1]",
        "lead": None,
        "certainty": "",
        "articles": [],
        "request": None,
        "abstained": False,
        "reason": "",
        "message": "",
        "statements": [],
        "confidence": 0.8765,
        "written": False,
        "removed": 0,
        "note": "",
        "notes": [],
        "columns": [],
        "sentences": [SentenceJson.from_sentence(ANSWER.sentences[0]).model_dump(mode="json")],
        "citations": [CitationJson.from_citation(CITATION).model_dump(mode="json")],
        "nearest": [],
        "options": [],
        "seconds": {},
        "usage": None,
        "model": "",
        "disagreement": None,
        "uncited": [],
    }


def test_a_citation_says_where_its_words_stand() -> None:
    assert CitationJson.from_citation(CITATION).model_dump(mode="json") == ABOUT | {
        "number": 1,
        "quote": "Cells are made in Heide.",
        "page": None,
        "answer": {"start": 18, "end": 23},
        "is_injection": False,
        "text_sha256": ARTICLE.sha256,
        "cluster": None,
        "caveat": None,
        "article": ArticleJson.from_article(ARTICLE.info).model_dump(mode="json"),
    }


def test_a_citation_names_the_articles_that_print_its_text() -> None:
    cluster = CitationJson.from_citation(COPIED).cluster
    assert cluster
    assert (cluster.origin, cluster.locations) == ("agency", 3)
    assert [article.outlet for article in cluster.articles] == ["Elle News", "News & Co"]


def test_a_citation_without_words_that_answer() -> None:
    assert CitationJson.from_citation(replace(CITATION, answer=None)).answer is None


def test_a_written_sentence_has_its_support_or_its_warning() -> None:
    supported, unsupported = map(SentenceJson.from_sentence, LISTED)
    assert (supported.citations, supported.support) == ((1,), 0.9123)
    assert (unsupported.support, unsupported.warning) == (None, "no article supports it")
    assert unsupported.doubt == StatementJson(says="unsupported", values={})
    assert supported.bullet


def test_a_date_before_a_sentence_is_told_as_far_as_it_is_known() -> None:
    dated = [Sentence("It opened.", (), when=when) for when in ((2021, 5, 2), (2021, 0, 0))]
    shown = [SentenceJson.from_sentence(sentence) for sentence in (*dated, Sentence("B.", ()))]
    assert [one.when for one in shown] == ["2021-05-02", "2021", ""]
    assert [one.label for one in shown] == ["2 May 2021", "2021", ""]


def test_a_comparison_says_what_each_sentence_is_about() -> None:
    sentences = (Sentence("B grows.", (1,), column=1), Sentence("Both grow.", (1,)))
    shown = AnswerJson.from_answer(replace(ANSWER, sentences=sentences, columns=("A*", "B")))
    assert shown.columns == ("A*", "B")
    assert [sentence.column for sentence in shown.sentences] == [1, None]


def test_what_a_language_model_took_has_new_and_old_names() -> None:
    shown = AnswerJson.from_answer(replace(ANSWER, usage=Usage(1, 100, 20, 0.5)))
    assert shown.usage
    assert shown.usage.model_dump() == {
        "calls": 1,
        "input_tokens": 100,
        "output_tokens": 20,
        "read": 100,
        "written": 20,
        "cost": 0.5,
    }


def test_a_hit() -> None:
    expected = ABOUT | {"rank": 1, "score": 1.25, "text": "Cells are made in Heide."}
    expected |= {"cluster": None}
    assert HitJson.from_hit(HIT).model_dump(mode="json") == expected


def test_a_report_has_every_outcome() -> None:
    failed = (Failure("x.md", "empty file"),)
    report = SyncReport(added=("a", "b"), failed=failed, chunks=3, seconds=0.25678)
    assert SyncReportJson.from_report(report).model_dump(mode="json") == {
        "added": ["a", "b"],
        "changed": [],
        "moved": [],
        "removed": [],
        "unchanged": [],
        "failed": [{"path": "x.md", "reason": "empty file"}],
        "warned": [],
        "passed_over": [],
        "suspicious": [],
        "reread": [],
        "chunks": 3,
        "embedded": 0,
        "seconds": 0.257,
        "dry_run": False,
    }


def test_an_article_with_its_text_says_what_of_it_talks_to_a_model() -> None:
    article = replace(ARTICLE, suspicions=(Span(25, 40),), suspicious_title=True)
    full = FullArticleJson.from_full_article(article).model_dump(mode="json")
    assert (full["text"], full["text_sha256"]) == (article.text, article.sha256)
    assert (full["title"], full["published"]) == ("Heide*", "2026-02-03")
    assert (full["suspicions"], full["suspicious_title"]) == ([{"start": 25, "end": 40}], True)
