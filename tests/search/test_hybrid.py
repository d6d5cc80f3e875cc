from collections.abc import Sequence
from math import inf
from pathlib import Path

import pytest

import rag
from rag import Chatbot
from rag.core.corpus import Filter
from rag.core.timing import Deadline, Trace
from rag.search.hybrid import CROSS_ENCODER_WEIGHT, ScoredChunk, cross_encode, find_chunks
from rag.search.late_interaction import embed_query
from rag.settings import RetrievalSettings

QUESTION = "When did Northvolt file for bankruptcy in Sweden?"


def search(
    bot: Chatbot, question: str, k: int = 5, where: Filter = Filter(), **settings: float
) -> list[ScoredChunk]:
    retrieval = RetrievalSettings.model_validate(settings)
    with bot.library.snapshot(where) as snapshot:
        query = embed_query(question, bot.searcher.embedder)
        found = find_chunks(snapshot, query, k, retrieval, Trace())
    scores = [scored.score for scored in found]
    assert scores == sorted(scores, reverse=True)
    return found


def ids(found: Sequence[ScoredChunk]) -> list[str]:
    return [scored.matched.chunk.id for scored in found]


def test_either_index_alone_can_be_searched(starter_bot: Chatbot) -> None:
    dense, lexical = (
        ids(search(starter_bot, "Who is Matt Shen?", dense_weight=weight)) for weight in (1.0, 0.0)
    )
    assert lexical[0].startswith("2025-12-catl-")
    assert dense != lexical


def test_k_counts_and_no_chunk_comes_twice(starter_bot: Chatbot) -> None:
    everything = ids(search(starter_bot, "battery", k=500))
    assert len(everything) == len(set(everything)) == starter_bot.facts().chunks
    few, many = (ids(search(starter_bot, "battery", k=3, rerank=rerank)) for rerank in (1, 3))
    assert few == many


def test_only_the_articles_that_pass_the_filter_are_searched(starter_bot: Chatbot) -> None:
    where = Filter(articles=("2025-12-verkor-dunkirk",))
    found = ids(search(starter_bot, "battery cells", 50, where))
    assert found
    assert all(name.startswith("2025-12-verkor-dunkirk:") for name in found)
    assert search(starter_bot, "battery cells", where=Filter(articles=("nobody",))) == []


def test_stages_are_traced(starter_bot: Chatbot) -> None:
    trace = Trace()
    with starter_bot.library.snapshot() as snapshot:
        query = embed_query("cells", starter_bot.searcher.embedder)
        find_chunks(snapshot, query, 5, RetrievalSettings(), trace)
    assert set(trace.seconds) == {"search", "rerank", "total"}
    assert all(value > 0 for value in trace.seconds.values())


def test_without_a_cross_encoder_the_order_stays(starter_bot: Chatbot) -> None:
    found = search(starter_bot, QUESTION)
    assert cross_encode(found, QUESTION, 3, Deadline(None), None) == found


def test_the_best_are_cross_encoded_and_the_others_count_as_the_least_of_them(
    starter_bot: Chatbot,
) -> None:
    found = search(starter_bot, QUESTION)
    encoder = starter_bot.searcher.cross_encoder
    rescored = cross_encode(found, QUESTION, 3, Deadline(None), encoder)
    before = {scored.matched.chunk.id: scored for scored in found}
    seen = [scored for scored in rescored if scored.prediction]
    assert {scored.matched.chunk.id for scored in seen} == set(ids(found[:3]))
    least = min(scored.prediction.relevance for scored in seen if scored.prediction)
    for scored in rescored:
        relevance = scored.prediction.relevance if scored.prediction else least
        raised = scored.score - before[scored.matched.chunk.id].score
        assert raised == pytest.approx(CROSS_ENCODER_WEIGHT * relevance)
    assert rescored == sorted(rescored, key=lambda scored: -scored.score)
    assert cross_encode(found, QUESTION, 0, Deadline(None), encoder) == found


def test_a_reranker_gives_the_log_odds_of_the_texts_that_are_embedded(
    starter_bot: Chatbot,
) -> None:
    seen: list[str] = []

    def prefer_the_last(question: str, passages: Sequence[str]) -> list[float]:
        seen.extend(passages)
        return [100.0 * rank for rank in range(len(passages))]

    found = search(starter_bot, QUESTION)
    turned = cross_encode(found, QUESTION, 4, Deadline(None), None, prefer_the_last)
    assert seen == [scored.matched.chunk.embed_text for scored in found[:4]]
    assert ids(turned) == [*ids(found)[3::-1], ids(found)[4]]
    assert all(scored.prediction is None for scored in turned)


class Clock:
    """Moves on by a second each time that it is looked at."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


@pytest.mark.parametrize(
    ("seconds", "seen"), [(0.0, 0), (1e-6, 4), (3.0, 4), (4.2, 8), (9.0, 12), (inf, 12)]
)
def test_a_deadline_stops_the_cross_encoder_between_batches(
    starter_bot: Chatbot, seconds: float, seen: int
) -> None:
    found = search(starter_bot, QUESTION, k=14)
    deadline = Deadline(seconds, Clock())
    encoder = starter_bot.searcher.cross_encoder
    rescored = cross_encode(found, QUESTION, 12, deadline, encoder)
    assert sum(scored.prediction is not None for scored in rescored) == seen
    assert sorted(ids(rescored)) == sorted(ids(found))


def test_no_chunk_is_no_work(starter_bot: Chatbot) -> None:
    encoder = starter_bot.searcher.cross_encoder
    assert cross_encode([], QUESTION, 4, Deadline(None), encoder, lambda *_: []) == []


def test_the_text_of_a_chunk_is_its_slice(starter_bot: Chatbot) -> None:
    for scored in search(starter_bot, QUESTION):
        chunk = scored.matched.chunk
        article = starter_bot.article(chunk.article.id)
        assert article
        assert chunk.text == chunk.span.slice(article.text)


FERRY = (
    "A ferry struck the quay on Friday morning. Eleven people were hurt, the water police said. "
    "The ferry had sixty passengers on board and came from the island."
)


def test_of_copies_the_article_that_fits_best_is_found_and_others_take_its_place(
    tmp_path: Path,
) -> None:
    """Candidates that copies would have taken are filled with other articles."""
    copies = [rag.Article(FERRY, f"Ferry {n}", outlet=f"Paper {n}") for n in range(6)]
    longer = rag.Article(f"{FERRY} Commuters took a bus.", "Ferry", outlet="The Courier")
    others = [rag.Article(f"The ferry in harbour {n} is late.", f"Late {n}") for n in range(3)]
    rag.index([*copies, longer, *others], tmp_path)
    found = ids(search(rag.open(tmp_path), "Who took a bus after the accident?", 4, candidates=4))
    first, *rest = (name.partition(":")[0] for name in found)
    assert first == "ferry"
    assert set(rest) <= {"late-0", "late-1", "late-2"}
    assert rest
