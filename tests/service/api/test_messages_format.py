import rag
from rag.service.api.chat_format import Addressed
from rag.service.api.messages_format import MessageEvents, message
from rag.service.api.stretches import stretches

ABOUT = Addressed("msg_1", "footnote", 1, "")


def test_documents_are_counted_in_the_order_of_their_first_citation(answer: rag.Answer) -> None:
    blocks = message(answer, ABOUT)["content"]
    places = [(c["document_index"], c["file_id"]) for b in blocks for c in b["citations"] or ()]
    first = list(dict.fromkeys(article for _, article in places))
    assert places == [(first.index(article), article) for _, article in places]


def test_each_block_of_a_stream_begins_and_ends(answer: rag.Answer) -> None:
    events = MessageEvents(ABOUT)
    told = [events.first(), *events.text(stretches(answer)), *events.last(answer)]
    begun = [one["index"] for one in told if one["type"] == "content_block_start"]
    ended = [one["index"] for one in told if one["type"] == "content_block_stop"]
    assert begun == ended == list(range(len(stretches(answer))))
    assert told[-1]["type"] == "message_stop"
