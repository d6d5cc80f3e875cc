"""Answers as OpenAI's chat completions. Pure.

Each citation is a `url_citation` over its sentence in the content. Beside them stand what other
clients read: `sources` as Open WebUI does, `citations` and `search_results` as Perplexity's do, and
the whole answer as `footnote`. An abstention is a `refusal`, and its message the content.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rag.core.answer import Answer, Citation
from rag.core.article import ArticleInfo
from rag.render.json import answer_dict
from rag.service.api.stretches import CitedRange, Stretch, cited, stretches


@dataclass(frozen=True, slots=True)
class Addressed:
    """What is said of a reply besides its answer.

    Attributes:
        id: its own.
        model: the model that was asked.
        created: when, seconds since 1970.
        base: the address of this server, for articles that have none of their own; the library
            stands behind it as a query, where it has a name.
    """

    id: str
    model: str
    created: int
    base: str


def address_of(article: ArticleInfo, base: str) -> str:
    """Return where an article can be read: where it was published, or else here."""
    server, mark, library = base.partition("?")
    return article.url or f"{server}/v1/articles/{article.id}{mark}{library}"


def quoted_place(citation: Citation) -> dict[str, Any]:
    """Return the exact place of a quote, for clients that keep what they do not know."""
    return {
        "article_id": citation.article.id,
        "start": citation.span.start,
        "end": citation.span.end,
        "text_sha256": citation.article.sha256,
        "cited_text": citation.quote,
    }


def url_citation(one: CitedRange, base: str) -> dict[str, Any]:
    """Return the fields of a `url_citation`; its indexes are of the answer."""
    return {
        "url": address_of(one.citation.article, base),
        "title": one.citation.article.title,
        "start_index": one.start,
        "end_index": one.end,
    }


def annotation(one: CitedRange, base: str) -> dict[str, Any]:
    """Return a citation as a chat completion has it."""
    fields = url_citation(one, base) | quoted_place(one.citation)
    return {"type": "url_citation", "url_citation": fields}


def chat_completion(answer: Answer, about: Addressed) -> dict[str, Any]:
    """Return an answer as a chat completion."""
    message = {
        "role": "assistant",
        "content": answer.text,
        "refusal": answer.message if answer.abstained else None,
        "annotations": [annotation(one, about.base) for one in cited(stretches(answer))],
    }
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    return {
        "id": about.id,
        "object": "chat.completion",
        "created": about.created,
        "model": about.model,
        "choices": [choice],
        "usage": usage(answer),
        **beside(answer, about.base),
    }


def chunk(
    delta: dict[str, Any], about: Addressed, finish_reason: str | None = None
) -> dict[str, Any]:
    """Return a step of a chat completion that is streamed."""
    choice = {"index": 0, "delta": delta, "finish_reason": finish_reason, "logprobs": None}
    return {
        "id": about.id,
        "object": "chat.completion.chunk",
        "created": about.created,
        "model": about.model,
        "choices": [choice],
    }


def chunks(new: Sequence[Stretch], before: int, about: Addressed) -> Iterator[dict[str, Any]]:
    """Yield the steps of what comes behind so many code points of the content."""
    yield chunk({"content": "".join(each.text for each in new)}, about)
    if several := [annotation(one, about.base) for one in cited(new, before)]:
        yield chunk({"annotations": several}, about)


def last_chunks(answer: Answer, about: Addressed, with_usage: bool) -> Iterator[dict[str, Any]]:
    """Yield the last steps: what stands beside the answer, its end and what it took."""
    refusal = {"refusal": answer.message} if answer.abstained else {}
    yield chunk({}, about) | beside(answer, about.base)
    yield chunk(refusal, about, "stop")
    if with_usage:
        yield chunk({}, about) | {"choices": [], "usage": usage(answer)}


def usage(answer: Answer) -> dict[str, int]:
    """Return what a language model took; nothing where none was asked."""
    spent = answer.usage
    return {
        "prompt_tokens": spent.input_tokens,
        "completion_tokens": spent.output_tokens,
        "total_tokens": spent.input_tokens + spent.output_tokens,
    }


def beside(answer: Answer, base: str) -> dict[str, Any]:
    """Return what stands beside an answer for clients of several makers."""
    articles = {one.article.id: one.article for one in answer.citations}
    return {
        "sources": [_source(one, base) for one in answer.citations],
        "citations": [address_of(article, base) for article in articles.values()],
        "search_results": list(_results(articles.values(), answer.citations, base)),
        "footnote": answer_dict(answer),
    }


def _source(citation: Citation, base: str) -> dict[str, Any]:
    """Return a citation as Open WebUI reads it: one source for each number in the text."""
    article, address = citation.article, address_of(citation.article, base)
    name = f"{article.outlet}: {article.title}"
    return {
        "source": {"id": f"{article.id}#{citation.number}", "name": name, "url": address},
        "document": [citation.quote],
        "metadata": [
            {"source": f"{article.id}#{citation.number}", "name": name, "url": address}
            | quoted_place(citation)
        ],
    }


def _results(
    articles: Iterable[ArticleInfo], citations: Sequence[Citation], base: str
) -> Iterator[dict[str, Any]]:
    for article in articles:
        quotes = (one.quote for one in citations if one.article.id == article.id)
        modified = article.details.modified
        yield {
            "title": article.title,
            "url": address_of(article, base),
            "date": article.published.isoformat() if article.published else None,
            "last_updated": modified.isoformat() if modified else None,
            "snippet": " … ".join(quotes),
            "source": "attachment",
        }
