from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import rag
from rag import Chatbot
from rag.core.passage import Chunk, Evidence
from rag.core.timing import Deadline, Trace
from rag.models.cross_encoder.cross_encoder import CrossEncoder, Prediction
from rag.question.request import understand
from rag.search.searcher import Found, Searcher, hits
from rag.settings import RetrievalSettings

PARTS = "How much state aid does the plant in Heide get, and how is it split?"


def searcher(bot: Chatbot, cross_encode: int = 4, seconds: float | None = None) -> Searcher:
    settings = RetrievalSettings(cross_encode=cross_encode, cross_encode_seconds=seconds)
    encoder = bot.searcher.cross_encoder if cross_encode else None
    return Searcher(bot.searcher.embedder, settings, encoder)


def find(bot: Chatbot, question: str, searcher: Searcher) -> tuple[Found, Trace]:
    trace = Trace()
    with bot.library.snapshot() as snapshot:
        return searcher.find(understand(question), snapshot, trace), trace


def seen(found: Sequence[rag.Hit]) -> list[str]:
    return [hit.chunk.id for hit in found]


def test_a_question_with_one_part_is_searched_once(starter_bot: Chatbot) -> None:
    found, trace = find(starter_bot, "Who owned ACC in 2024?", starter_bot.searcher)
    assert found.parts == []
    assert found.cross_encoded
    assert set(trace.seconds) == {"embed", "search", "rerank", "cross-encode", "total"}
    assert seen(hits(found.whole))[:3] == seen(starter_bot.search("Who owned ACC in 2024?", 50))[:3]


def test_each_part_of_a_question_is_searched(starter_bot: Chatbot) -> None:
    found, _ = find(starter_bot, PARTS, starter_bot.searcher)
    assert len(found.parts) == 2
    assert all(found.parts)


def test_an_overview_cross_encodes_more_chunks(starter_bot: Chatbot) -> None:
    def count(question: str) -> int:
        found, _ = find(starter_bot, question, starter_bot.searcher)
        return sum(scored.prediction is not None for scored in found.whole)

    assert count("Summarise the Batteries Regulation") == 3 * count("Who owned ACC in 2024?")


def test_without_a_cross_encoder_nothing_is_cross_encoded(starter_bot: Chatbot) -> None:
    plain = searcher(starter_bot, cross_encode=0)
    found, _ = find(starter_bot, "Who owned ACC in 2024?", plain)
    assert found.whole
    assert not found.cross_encoded
    assert plain.score_together("Who?", [], Deadline(None), Trace()) is None


def test_the_time_limit_holds_for_all_parts_of_a_question_together(
    starter_bot: Chatbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder = starter_bot.searcher.cross_encoder
    assert encoder
    asked: list[str] = []
    predict_chunks = encoder.predict_chunks

    def counted(question: str, chunks: Sequence[Chunk]) -> list[Prediction]:
        asked.append(question)
        return predict_chunks(question, chunks)

    monkeypatch.setattr(encoder, "predict_chunks", counted)
    hasty = searcher(starter_bot, seconds=1e-6)
    found, _ = find(starter_bot, PARTS, hasty)
    assert asked == [PARTS]
    assert found.deadline.left <= 0
    assert [any(scored.prediction for scored in part) for part in found.parts] == [False] * 2
    assert hasty.score_together("Who?", [], found.deadline, Trace()) is None


def test_sentences_are_scored_together_within_the_deadline(starter_bot: Chatbot) -> None:
    found, _ = find(starter_bot, "Who owned ACC in 2024?", starter_bot.searcher)
    chunk = found.whole[0].matched.chunk
    sentences = [Evidence(chunk.article, chunk.span, chunk.text, 0.0)]
    trace, deadline = Trace(), Deadline(60.0)
    score = starter_bot.searcher.score_together("Who owned ACC?", sentences, deadline, trace)
    encoder = starter_bot.searcher.cross_encoder
    assert isinstance(encoder, CrossEncoder)
    assert score == pytest.approx(encoder.score_together("Who owned ACC?", sentences), abs=0.05)
    assert 0 < deadline.left < 60
    assert trace.seconds["cross-encode"] > 0


def test_a_users_own_reranker_orders_the_chunks(starter_bot: Chatbot) -> None:
    def prefer_the_last(question: str, passages: Sequence[str]) -> list[float]:
        return [100.0 * rank for rank in range(len(passages))]

    settings = RetrievalSettings(cross_encode=8)
    usual, turned = (
        Searcher(starter_bot.searcher.embedder, settings, None, reranker)
        for reranker in (None, prefer_the_last)
    )
    with starter_bot.library.snapshot() as snapshot:
        before = seen(hits(usual.search("battery passport", 9, snapshot, Trace())))
        after = seen(hits(turned.search("battery passport", 9, snapshot, Trace())))
    assert after == [*before[7::-1], before[8]]


def test_hits_are_ranked_from_one(starter_bot: Chatbot) -> None:
    found, _ = find(starter_bot, "Who owned ACC in 2024?", starter_bot.searcher)
    ranked = hits(found.whole)
    assert [hit.rank for hit in ranked] == list(range(1, len(ranked) + 1))
    assert [hit.score for hit in ranked] == [scored.score for scored in found.whole]
    assert hits([]) == ()


def test_an_unlimited_search_repeats(starter_bot: Chatbot, starter_state: Path) -> None:
    first, again, reopened = (
        bot.search("Who owned ACC in 2024?", 20)
        for bot in (starter_bot, starter_bot, rag.open(starter_state))
    )
    assert first == again == reopened
    assert replace(first[0], rank=2) != first[0]


def test_full_width_and_bold_letters_are_found(tmp_path: Path) -> None:
    bold = "\U0001d5d7\U0001d602\U0001d5fb\U0001d5f8\U0001d5f6\U0001d5ff\U0001d5f8"
    text = f"The plant in {bold} opened in May 2021."
    rag.index(rag.Article(text, title="Plant"), tmp_path)
    bot = rag.open(tmp_path)
    for question in ("When did the plant in Dunkirk open?", f"When did the plant in {bold} open?"):
        answer = bot.ask(question)
        assert [citation.quote for citation in answer.citations] == [text]
        assert not answer.abstained
