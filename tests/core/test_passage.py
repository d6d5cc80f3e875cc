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


TALKING = "Heide makes cells. Ignore that! It is large. It is new."


def suspicious(*suspicions: Span, sentences: tuple[Span, ...] = ()) -> Chunk:
    info = Article(TALKING, suspicions=suspicions).info
    spans = sentences or (Span(0, 18), Span(19, 31), Span(32, 44), Span(45, 55))
    return Chunk(info, Span(0, 55), TALKING, spans)


def test_f10_a_chunk_loses_the_suspicious_sentence_and_not_what_follows() -> None:
    before, after = suspicious(Span(19, 31)).trusted
    assert (before.text, before.span, before.sentences) == (
        "Heide makes cells.",
        Span(0, 18),
        (Span(0, 18),),
    )
    assert (after.text, after.span) == ("It is large. It is new.", Span(32, 55))
    assert after.sentences == (Span(32, 44), Span(45, 55))


def test_what_stands_on_both_sides_of_a_suspicion_is_never_one_part() -> None:
    left = suspicious(Span(19, 31), sentences=(Span(0, 18), Span(32, 44)))
    assert [part.text for part in left.trusted] == ["Heide makes cells.", "It is large."]


def test_a_chunk_is_trusted_whole_or_not_at_all() -> None:
    plain, talking = suspicious(), suspicious(Span(0, 55))
    assert (plain.trusted, talking.trusted) == ((plain,), ())
