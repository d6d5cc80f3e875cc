from rag.core.article import Article
from rag.core.passage import Chunk, Evidence
from rag.core.span import Location, Span

ARTICLE = Article("The plant opened. It is large.", title="A plant", id="plant")
CHUNK = Chunk(ARTICLE.info, Span(4, 17), "plant opened.", (Span(4, 17),))


def test_a_chunk_is_named_by_its_place() -> None:
    assert CHUNK.id == "plant:4-17"


def test_what_is_embedded_has_the_heading_in_front() -> None:
    assert CHUNK.embed_text == "A plant\nplant opened."


def test_a_chunk_is_cut_by_places_of_the_article() -> None:
    assert CHUNK.slice(Span(10, 16)) == Span(10, 16).slice(ARTICLE.text) == "opened"


def test_evidence_knows_its_place() -> None:
    evidence = Evidence(ARTICLE.info, Span(18, 30), "It is large.", 0.5)
    assert evidence.place == Location("plant", Span(18, 30))
    assert evidence.answer is None
