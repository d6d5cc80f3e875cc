"""Answers as Anthropic's messages, whole and as the events of a stream. Pure.

Each sentence is a block of text with its citations as `char_location`: the code points of the words
in the article, whose id is the `file_id`. A `document_index` counts the articles in the order in
which they are first cited.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from rag.core.answer import Answer, Citation
from rag.render.json import answer_dict
from rag.service.api.chat_format import Addressed
from rag.service.api.stretches import Stretch, stretches

Event = dict[str, Any]


def message(answer: Answer, about: Addressed) -> dict[str, Any]:
    """Return an answer as a message."""
    blocks = MessageEvents(about)
    content = [blocks.block(each) for each in stretches(answer)]
    return _message(about, content, answer) | {"footnote": answer_dict(answer)}


def _message(
    about: Addressed, content: list[dict[str, Any]], answer: Answer | None
) -> dict[str, Any]:
    spent = answer.usage if answer else None
    return {
        "id": about.id,
        "type": "message",
        "role": "assistant",
        "model": about.model,
        "content": content,
        "stop_reason": _stop_reason(answer) if answer else None,
        "stop_sequence": None,
        "usage": {
            "input_tokens": spent.input_tokens if spent else 0,
            "output_tokens": spent.output_tokens if spent else 0,
        },
    }


def _stop_reason(answer: Answer) -> str:
    return "refusal" if answer.abstained else "end_turn"


class MessageEvents:
    """The blocks of a message, and its events where it is streamed.

    Args:
        about: what is said of the message.
    """

    def __init__(self, about: Addressed) -> None:
        self._about = about
        self._places: dict[str, int] = {}
        self._block = 0

    def first(self) -> Event:
        """Return what comes before any block."""
        return {"type": "message_start", "message": _message(self._about, [], None)}

    def text(self, new: Sequence[Stretch]) -> Iterator[Event]:
        """Yield the blocks of what was said now."""
        for each in new:
            block, place = self.block(each), {"index": self._block}
            empty: dict[str, Any] = {
                "type": "text",
                "text": "",
                "citations": [] if each.citations else None,
            }
            yield {"type": "content_block_start", **place, "content_block": empty}
            deltas: list[dict[str, Any]] = [{"type": "text_delta", "text": each.text}]
            deltas += [
                {"type": "citations_delta", "citation": one} for one in block["citations"] or ()
            ]
            for delta in deltas:
                yield {"type": "content_block_delta", **place, "delta": delta}
            yield {"type": "content_block_stop", **place}
            self._block += 1

    def last(self, answer: Answer) -> Iterator[Event]:
        """Yield what comes when all was said."""
        spent = {"output_tokens": answer.usage.output_tokens}
        delta = {"stop_reason": _stop_reason(answer), "stop_sequence": None}
        yield {"type": "message_delta", "delta": delta, "usage": spent}
        yield {"type": "message_stop", "footnote": answer_dict(answer)}

    def block(self, each: Stretch) -> dict[str, Any]:
        """Return a stretch as a block of text."""
        citations = [self._location(one) for one in each.citations] or None
        return {"type": "text", "text": each.text, "citations": citations}

    def _location(self, citation: Citation) -> dict[str, Any]:
        article = citation.article
        return {
            "type": "char_location",
            "cited_text": citation.quote,
            "document_index": self._places.setdefault(article.id, len(self._places)),
            "document_title": article.title or None,
            "start_char_index": citation.span.start,
            "end_char_index": citation.span.end,
            "file_id": article.id,
        }
