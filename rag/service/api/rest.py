"""Footnote's own routes for programs. The objects are those of `rag ... --format json`."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.responses import JSONResponse, Response

from rag.core.answer import Answer
from rag.core.corpus import Filter
from rag.errors import NotKept, RagError
from rag.evaluation.rechecking import recheck_answers
from rag.render.check_schema import CheckedTextJson, QuoteCheckJson
from rag.render.fields import ArticleJson
from rag.render.json import answer_dict
from rag.render.library_schema import LibraryAnswerJson, RecheckedJson
from rag.render.schema import AnswerJson, CitationJson, FullArticleJson, HitJson, SentenceJson
from rag.service.api.answering import Answering
from rag.service.api.beside import Beside
from rag.service.api.compatible import begun
from rag.service.api.dialects import PROBLEMS, PlainRoute, plain_error, status_of
from rag.service.api.events import STREAMED, event, stream
from rag.service.api.growing import Steps
from rag.service.api.objects import ArticlesJson, LibraryJson
from rag.service.api.sent import AskSent, CheckSent, QuoteSent, SearchSent
from rag.service.api.syncs import add_syncs
from rag.service.people.needs import needs
from rag.service.people.roles import Role
from rag.settings import Settings
from rag.ui.library_job import LibraryJob
from rag.ui.session import LibraryProvider

MOST_LISTED = 1_000
"""The most articles of one reply."""
Names = Annotated[list[str], Query(max_length=1_000)]


def rest_routes(
    answering: Answering,
    library: LibraryProvider,
    job: LibraryJob,
    settings: Settings,
    beside: Beside,
) -> APIRouter:
    """Return Footnote's own routes.

    Args:
        answering: answers questions.
        library: returns the library; its model is not waited for.
        job: what syncs.
        settings: the settings in force.
        beside: the library's name, and the libraries beside it.
    """
    needed = [needs(Role.READER), Depends(of_library)]
    router = APIRouter(
        prefix="/v1", route_class=PlainRoute, responses=PROBLEMS, dependencies=needed
    )

    @router.get("/libraries", tags=["Library"])
    def libraries() -> list[LibraryJson]:
        """List the libraries; one that can't be opened says why."""
        return beside.all()

    _add_reading(router, library)
    _add_asking(router, answering, beside)
    add_syncs(router, job, settings)
    return router


def of_library(
    library: Annotated[
        str | None,
        Query(
            max_length=63,
            description="The library's name; by default that of the one without a name.",
        ),
    ] = None,
) -> None:
    """Describe how a request names its library; what it names was looked at before."""


def _add_reading(router: APIRouter, library: LibraryProvider) -> None:
    @router.get("/articles", tags=["Library"])
    def articles(
        outlet: Names = [],  # noqa: B006 - FastAPI copies it
        topic: Names = [],  # noqa: B006
        author: Names = [],  # noqa: B006
        since: date | None = None,
        until: date | None = None,
        after: Annotated[str, Query(max_length=1_000)] = "",
        limit: Annotated[int, Query(ge=1, le=MOST_LISTED)] = 100,
    ) -> ArticlesJson:
        """List articles by id, those behind `after`."""
        where = Filter((), tuple(outlet), tuple(topic), since, until, tuple(author))
        some = library().articles(where, after, limit + 1)
        more = some[limit - 1].id if len(some) > limit else None
        listed = tuple(map(ArticleJson.from_article, some[:limit]))
        return ArticlesJson(articles=listed, next=more)

    @router.get("/articles/{article_id:path}", tags=["Library"])
    def article(article_id: str) -> FullArticleJson:
        """Return an article with its text."""
        if found := library().article(article_id):
            return FullArticleJson.from_full_article(found)
        raise NotKept(f"no article {article_id!r:.100} is indexed: list them at /v1/articles")


def _add_asking(router: APIRouter, answering: Answering, beside: Beside) -> None:
    @router.post("/search", tags=["Ask"])
    async def search(sent: SearchSent) -> list[HitJson]:
        """Return the best chunks for a query, best first."""
        where = sent.where.as_filter()
        async with answering.turn():
            found = await asyncio.to_thread(answering.provider().search, sent.query, sent.k, where)
        return [HitJson.from_hit(hit) for hit in found]

    @router.post(
        "/ask",
        tags=["Ask"],
        response_model=AnswerJson | list[LibraryAnswerJson],
        responses=STREAMED,
    )
    async def ask(sent: AskSent) -> Response:
        """Answer a question with cited sentences, or abstain; several libraries each answer."""
        if sent.libraries:
            found = await beside.ask(sent.asked(), dict.fromkeys(sent.libraries))
            several = [LibraryAnswerJson.from_library_answer(one) for one in found]
            return JSONResponse([one.model_dump(mode="json") for one in several])
        if sent.stream:
            return stream(_answer_events(await begun(answering, sent.asked())))
        return JSONResponse(answer_dict(await answering.answer(sent.asked())))

    @router.post("/check", tags=["Check"])
    async def check(sent: CheckSent) -> CheckedTextJson:
        """Hold a text against the articles: a verdict for every sentence."""
        async with answering.turn():
            bot, where = answering.provider(), sent.where.as_filter()
            checked = await asyncio.to_thread(bot.check, sent.text, where)
        return CheckedTextJson.from_checked(checked)

    @router.post("/quote", tags=["Check"])
    async def quote(sent: QuoteSent) -> QuoteCheckJson:
        """Tell whether words are quoted as they stand in the articles, and whose they are."""
        async with answering.turn():
            bot, where = answering.provider(), sent.where.as_filter()
            said = (sent.quote, sent.speaker, sent.outlet, sent.article, where)
            found = await asyncio.to_thread(bot.verify_quote, *said)
        return QuoteCheckJson.from_quote_check(found)

    @router.post("/recheck", tags=["Check"])
    def recheck(answers: list[dict[str, Any]]) -> list[RecheckedJson]:
        """Tell what became of the citations of answers that were kept."""
        several = recheck_answers(answers, answering.provider().library)
        return [RecheckedJson.from_rechecked(one) for one in several]


async def _answer_events(steps: Steps) -> AsyncIterator[str]:
    """Yield each sentence with its citations as soon as it is sure, then the whole answer."""
    said, answer = 0, None
    try:
        async for answer in steps:
            for one in _sentences(answer, said):
                yield event(one, "sentence")
            said = max(said, len(answer.sentences))
        if answer is not None:
            yield event(answer_dict(answer), "answer")
    except RagError as error:
        yield event(plain_error(status_of(error), str(error)), "error")


def _sentences(answer: Answer, said: int) -> list[dict[str, Any]]:
    """Return the sentences behind the first ones, each with its citations."""
    return [
        {
            "sentence": SentenceJson.from_sentence(sentence).model_dump(mode="json"),
            "citations": [
                CitationJson.from_citation(answer.citations[number - 1]).model_dump(mode="json")
                for number in sentence.citations
            ],
        }
        for sentence in answer.sentences[said:]
    ]
