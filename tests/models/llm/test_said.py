from langchain_core.messages import AIMessageChunk

from rag.models.llm.said import LOCATION, NamedBlocks, Pieces, Said

PLACE = {
    "type": LOCATION, "search_result_index": 1, "start_block_index": 2, "end_block_index": 3,
    "cited_text": "It opened.", "source": "a", "title": "b",
}  # fmt: skip


def text(words: str, index: int) -> AIMessageChunk:
    return AIMessageChunk(content=[{"type": "text", "text": words, "index": index}])


def cited(index: int, **other: object) -> AIMessageChunk:
    return AIMessageChunk(content=[{"type": "text", "citations": [PLACE | other], "index": index}])


def told(*chunks: AIMessageChunk) -> list[tuple[str, int]]:
    pieces = Pieces()
    several = [piece for chunk in chunks for piece in pieces.feed(chunk)]
    return [(str(piece), len(piece.named)) for piece in [*several, *pieces.close()]]


def test_a_block_is_a_piece_with_all_that_is_named_for_it() -> None:
    pieces = Pieces()
    chunks = [text("It ", 0), text("opened.", 0), cited(0), text(" It is new.", 1)]
    first = [piece for chunk in chunks for piece in pieces.feed(chunk)]
    assert first == ["It opened."]
    assert first[0].named == (NamedBlocks(1, 2, 3, "It opened."),)
    (last,) = pieces.close()
    assert (last, last.named) == (" It is new.", ())
    assert list(pieces.close()) == []


def test_what_is_named_may_come_before_its_text() -> None:
    assert told(text("Yes. ", 0), cited(1), text("It opened.", 1)) == [
        ("Yes. ", 0),
        ("It opened.", 1),
    ]


def test_text_without_blocks_is_one_piece_and_other_content_none() -> None:
    plain = [AIMessageChunk(content="It "), AIMessageChunk(content="opened.")]
    assert told(*plain) == [("It opened.", 0)]
    thinking = AIMessageChunk(content=[{"type": "thinking", "thinking": "Hm.", "index": 0}])
    assert told(thinking) == []


def test_citations_of_another_kind_or_without_their_fields_are_passed_over() -> None:
    for other in ({"type": "char_location"}, {"cited_text": None}, {"start_block_index": "2"}):
        assert told(text("It opened.", 0), cited(0, **other)) == [("It opened.", 0)]


def test_a_piece_is_its_text() -> None:
    assert Said("a") + "b" == "ab"
    assert Said("a").named == ()
