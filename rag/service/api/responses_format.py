"""Answers as OpenAI's responses, whole and as the events of a stream. Pure."""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from rag.core.answer import Answer
from rag.service.api.chat_format import Addressed, beside, quoted_place, url_citation, usage
from rag.service.api.stretches import CitedRange, Stretch, cited, stretches

Event = dict[str, Any]


def note(one: CitedRange, base: str) -> dict[str, Any]:
    """Return a citation as a response has it; what OpenAI does not know is the exact place."""
    return {"type": "url_citation", **url_citation(one, base), **quoted_place(one.citation)}


def response(answer: Answer, about: Addressed) -> dict[str, Any]:
    """Return an answer as a response."""
    notes = [note(one, about.base) for one in cited(stretches(answer))]
    part = {"type": "output_text", "text": answer.text, "annotations": notes, "logprobs": []}
    return _response(about, "completed", [_item(about, "completed", _parts(answer, part))]) | {
        "usage": _usage(answer),
        **beside(answer, about.base),
    }


def _parts(answer: Answer, text: dict[str, Any]) -> list[dict[str, Any]]:
    refused = [{"type": "refusal", "refusal": answer.message}] if answer.abstained else []
    return [text, *refused]


def _item(about: Addressed, status: str, content: list[dict[str, Any]]) -> dict[str, Any]:
    name = about.id.replace("resp_", "msg_")
    return {
        "type": "message",
        "id": name,
        "role": "assistant",
        "status": status,
        "content": content,
    }


def _response(about: Addressed, status: str, output: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": about.id,
        "object": "response",
        "created_at": about.created,
        "status": status,
        "model": about.model,
        "output": output,
        "error": None,
        "incomplete_details": None,
        "instructions": None,
        "metadata": {},
        "parallel_tool_calls": False,
        "temperature": None,
        "tool_choice": "none",
        "tools": [],
        "top_p": None,
        "usage": None,
    }


def _usage(answer: Answer) -> dict[str, Any]:
    spent = usage(answer)
    return {
        "input_tokens": spent["prompt_tokens"],
        "input_tokens_details": {"cached_tokens": 0},
        "output_tokens": spent["completion_tokens"],
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": spent["total_tokens"],
    }


class ResponseEvents:
    """The events of a response that is streamed, numbered in their order.

    Args:
        about: what is said of the response.
    """

    def __init__(self, about: Addressed) -> None:
        self._about = about
        self._numbers = count()
        self._item = _item(about, "in_progress", [])
        self._notes: list[dict[str, Any]] = []

    def first(self) -> Iterator[Event]:
        """Yield what comes before any text."""
        begun = _response(self._about, "in_progress", [])
        yield self._event("created", response=begun)
        yield self._event("in_progress", response=begun)
        yield self._event("output_item.added", output_index=0, item=self._item)
        yield self._of_part("content_part.added", part=self._part(""))

    def text(self, new: Sequence[Stretch], before: int) -> Iterator[Event]:
        """Yield what comes behind so many code points of the text."""
        delta = "".join(each.text for each in new)
        yield self._of_part("output_text.delta", delta=delta, logprobs=[])
        for one in cited(new, before):
            self._notes.append(note(one, self._about.base))
            yield self._of_part(
                "output_text.annotation.added",
                annotation=self._notes[-1],
                annotation_index=len(self._notes) - 1,
            )

    def last(self, answer: Answer, said: str) -> Iterator[Event]:
        """Yield what comes when all of the text was said."""
        part = self._part(said)
        yield self._of_part("output_text.done", text=said, logprobs=[])
        yield self._of_part("content_part.done", part=part)
        item = _item(self._about, "completed", _parts(answer, part))
        yield self._event("output_item.done", output_index=0, item=item)
        whole = _response(self._about, "completed", [item])
        whole |= {"usage": _usage(answer), **beside(answer, self._about.base)}
        yield self._event("completed", response=whole)

    def failed(self, message: str) -> Event:
        """Return what comes where the answer can't be made."""
        broken = _response(self._about, "failed", [])
        broken["error"] = {"code": "server_error", "message": message}
        return self._event("failed", response=broken)

    def _part(self, text: str) -> dict[str, Any]:
        return {
            "type": "output_text",
            "text": text,
            "annotations": list(self._notes),
            "logprobs": [],
        }

    def _of_part(self, name: str, **fields: Any) -> Event:
        place = {"item_id": self._item["id"], "output_index": 0, "content_index": 0}
        return self._event(name, **place, **fields)

    def _event(self, name: str, **fields: Any) -> Event:
        return {"type": f"response.{name}", "sequence_number": next(self._numbers), **fields}
