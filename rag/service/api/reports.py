"""The routes of reports that can be kept: that something is not in the articles; checked texts."""

import asyncio
from typing import Annotated, Any, Literal, Self

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from rag.core.absent import ReportRechecked
from rag.render.absent_schema import NegativeReportJson, read_report
from rag.render.check_schema import CheckedTextJson
from rag.render.exports.check_page import check_page
from rag.render.fields import ArticleIds, JsonModel
from rag.render.schema import AnswerJson
from rag.service.api.answering import Answering
from rag.service.api.dialects import PROBLEMS, PlainRoute
from rag.service.api.sent import CheckSent, SentQuestion, WhereSent
from rag.service.people.needs import needs
from rag.service.people.roles import Role
from rag.service.requests import attachment
from rag.ui.handlers.handing_on import HandedOn


class AbsentSent(BaseModel):
    """A question that the articles are said not to answer."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"question": "What does a croissant cost in Vienna?"},
                {"question": "Who owns the mine?", "where": {"until": "2025-12-31"}},
            ]
        },
    )

    question: Annotated[SentQuestion, Field(description="At most 2,000 characters.")]
    where: WhereSent = WhereSent()


class AbsentJson(JsonModel):
    """Whether the articles hold no answer."""

    absent: Annotated[bool, Field(description="Whether they hold none.")]
    report: Annotated[
        NegativeReportJson | None,
        Field(description="What was searched, to be kept; null where they may hold an answer."),
    ]


class StillAbsentJson(JsonModel):
    """A negative report looked at again."""

    absent: Annotated[bool, Field(description="Whether there still is no answer.")]
    added: Annotated[ArticleIds, Field(description="The articles new or changed since.")]
    gone: Annotated[ArticleIds, Field(description="Those that left.")]
    answer: Annotated[AnswerJson, Field(description="What is answered now.")]

    @classmethod
    def from_rechecked(cls, found: ReportRechecked) -> Self:
        """Return it as JSON."""
        return cls(
            absent=found.holds,
            added=found.added,
            gone=found.gone,
            answer=AnswerJson.from_answer(found.answer),
        )


class CheckReportSent(CheckSent):
    """A text whose check is wanted as a file."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"text": "The plant in Heide opened in 2021.", "form": "html"}]
        },
    )

    form: Annotated[
        Literal["html", "json"], Field(description="A page to read, or what /v1/check answers.")
    ] = "html"


_FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The report as a file.",
        "content": {
            "text/html": {"schema": {"type": "string"}},
            "application/json": {
                "schema": {"$ref": "#/components/schemas/CheckedTextJson"},
            },
        },
    }
}


def report_routes(answering: Answering) -> APIRouter:
    """Return the routes.

    Args:
        answering: lets so many ask at once.
    """
    router = APIRouter(
        prefix="/v1/reports",
        route_class=PlainRoute,
        responses=PROBLEMS,
        tags=["Reports"],
        dependencies=[needs(Role.READER)],
    )

    @router.post("/absent")
    async def absent(sent: AbsentSent) -> AbsentJson:
        """Report that the articles do not hold an answer: what was searched, what is nearest."""
        async with answering.turn():
            bot, where = answering.provider(), sent.where.as_filter()
            report = await asyncio.to_thread(bot.absent, sent.question, where)
        made = NegativeReportJson.from_report(report) if report else None
        return AbsentJson(absent=made is not None, report=made)

    @router.post("/absent/again")
    async def again(sent: NegativeReportJson) -> StillAbsentJson:
        """Ask the question of a kept report again, of the articles as they are now."""
        report = read_report(sent.model_dump_json())
        async with answering.turn():
            found = await asyncio.to_thread(answering.provider().still_absent, report)
        return StillAbsentJson.from_rechecked(found)

    @router.post("/check", response_class=Response, responses=_FILE)
    async def check(sent: CheckReportSent) -> Response:
        """Hold a text against the articles, and return that as a file."""
        async with answering.turn():
            bot, where = answering.provider(), sent.where.as_filter()
            checked = await asyncio.to_thread(bot.check, sent.text, where)
        if sent.form == "json":
            return JSONResponse(CheckedTextJson.from_checked(checked).model_dump(mode="json"))
        page = check_page(checked).encode()
        return attachment(HandedOn("check.html", "text/html; charset=utf-8", page))

    return router
