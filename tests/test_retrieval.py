from rag import Chatbot, Filter
from rag.evidence.late_interaction import read_query
from rag.retrieval import find_passages
from rag.settings import RetrievalSettings


def found(bot: Chatbot, question: str, k: int = 5, articles: list[str] | None = None, **settings: float) -> list[str]:
    with bot.reader.snapshot() as snapshot:
        query = read_query(question, bot.embedder)
        passages = find_passages(snapshot, query, k, RetrievalSettings(**settings), articles)  # type: ignore[arg-type]
    scores = [one.score for one in passages]
    assert scores == sorted(scores, reverse=True)
    return [one.passage.chunk.id for one in passages]


def test_the_right_article_comes_first(starter_bot: Chatbot) -> None:
    assert found(starter_bot, "lithium recovery rate by 2027")[0].startswith("2025-09-eu-batteries-regulation:")
    assert found(starter_bot, "Basquevolt")[0].startswith("2026-02-solid-state-batteries-in-europe:")


def test_either_index_alone_can_be_asked_for(starter_bot: Chatbot) -> None:
    dense, lexical = (found(starter_bot, "Who is Matt Shen?", dense_weight=weight) for weight in (1.0, 0.0))
    assert lexical[0].startswith("2025-12-catl-")
    assert dense != lexical


def test_k_counts_and_no_passage_comes_twice(starter_bot: Chatbot) -> None:
    everything = found(starter_bot, "battery", k=500)
    assert len(everything) == len(set(everything)) == starter_bot.facts().chunks
    assert found(starter_bot, "battery", k=3, rerank=1) == found(starter_bot, "battery", k=3, rerank=3)


def test_only_the_articles_named_are_searched(starter_bot: Chatbot) -> None:
    ids = found(starter_bot, "battery cells", k=50, articles=["2025-12-verkor-dunkirk"])
    assert ids
    assert all(name.startswith("2025-12-verkor-dunkirk:") for name in ids)
    assert found(starter_bot, "battery cells", articles=[]) == []


def test_times_are_told(starter_bot: Chatbot) -> None:
    seconds: dict[str, float] = {}
    with starter_bot.reader.snapshot() as snapshot:
        find_passages(snapshot, read_query("cells", starter_bot.embedder), 5, RetrievalSettings(), seconds=seconds)
    assert set(seconds) == {"search", "rerank"}
    assert all(value > 0 for value in seconds.values())


def test_search_takes_a_filter(starter_bot: Chatbot) -> None:
    hits = starter_bot.search("battery", where=Filter(sources=("2025-12-verkor-dunkirk.md",)))
    assert {hit.chunk.article.id for hit in hits} == {"2025-12-verkor-dunkirk"}
