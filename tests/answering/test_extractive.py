import numpy as np

from rag.answering.extractive import Candidate, candidates, select
from rag.article import Article
from rag.evidence.late_interaction import Passage
from rag.retrieval import Found
from rag.settings import AnswerSettings
from rag.types import Chunk, Evidence, Span

SETTINGS = AnswerSettings()


def candidate(text: str, score: float, matches: list[float], article: str = "a", start: int = 0) -> Candidate:
    info = Article("x", id=article).info
    chunk = Chunk(info, Span(start, start + len(text)), text, (Span(start, start + len(text)),))
    evidence = Evidence(info, Span(start, start + len(text)), text, score)
    return Candidate(evidence, np.array(matches, dtype=np.float32), frozenset(text.lower().split()), chunk)


def texts(pool: list[Candidate], **settings: int) -> list[str]:
    return [evidence.text for evidence in select([pool], AnswerSettings(**settings))]  # type: ignore[arg-type]


def test_nothing_in_nothing_out() -> None:
    assert select([], SETTINGS) == []


def test_sentences_far_below_the_best_stay_out() -> None:
    assert texts([candidate("best one", 0.9, [0.9, 0.9]), candidate("weak other", 0.6, [0.5, 0.5], start=20)]) == [
        "best one"
    ]


def test_a_part_that_is_not_covered_yet_comes_before_a_paraphrase() -> None:
    pool = [
        candidate("lithium rate", 0.9, [0.9, 0.1]),
        candidate("rate again", 0.8, [0.9, 0.1], start=20),
        candidate("missing material", 0.75, [0.1, 0.9], start=40),
    ]
    assert texts(pool, sentences=2) == ["lithium rate", "missing material"]


def test_repeats_are_dropped_across_articles() -> None:
    pool = [
        candidate("The plant opened in Heide today", 0.9, [0.9]),
        candidate("the plant opened in heide today", 0.9, [0.9], article="b"),
    ]
    assert len(select([pool], SETTINGS)) == 1


def test_document_order_inside_an_article_and_best_article_first() -> None:
    pool = [
        candidate("later", 0.9, [0.5], "b", 50),
        candidate("other", 0.88, [0.5], "a", 0),
        candidate("earlier", 0.86, [0.5], "b", 10),
    ]
    assert texts(pool) == ["earlier", "later", "other"]


def test_budgets() -> None:
    pool = [candidate(f"{n} " + "word " * 29, 0.9 - n / 1000, [0.5], start=200 * n) for n in range(9)]
    pool = [Candidate(c.evidence, c.matches, frozenset({str(n)}), c.chunk) for n, c in enumerate(pool)]
    assert len(texts(pool)) == 4, "four times thirty words are 120"
    assert len(texts(pool, sentences=2)) == 2
    assert len(texts(pool, words=20)) == 1, "the first sentence is given whole"


def test_what_a_question_asks_takes_turns_and_no_sentence_is_quoted_twice() -> None:
    shared = ("both rate and reason", 0.9, [0.9])
    first = [candidate(*shared), candidate("second rate", 0.85, [0.9], start=40)]
    second = [candidate(*shared), candidate("another reason", 0.85, [0.9], start=80)]
    chosen = select([first, [], second], AnswerSettings(sentences=2))
    assert [one.text for one in chosen] == ["both rate and reason", "another reason"]
    assert len(select([first, second], SETTINGS)) == 3


def test_headings_and_hashtags_are_no_candidates() -> None:
    text = "# Heading here\nA sentence stands here.\n#eu #cells"
    article = Article(text, title="T")
    spans = (Span(0, 14), Span(15, 38), Span(39, 49))
    chunk = Chunk(article.info, Span(0, 49), text, spans)
    passage = Passage(chunk, np.ones((2, 3), dtype=np.float32), np.array([0, 15, 39], dtype=np.int32), 1.0)
    assert [c.evidence.text for c in candidates([Found(passage, 1.0)])] == ["A sentence stands here."]
