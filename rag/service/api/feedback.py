"""The routes by which programs say whether answers are right, and read what they said."""

from itertools import islice
from typing import Annotated, Any, Self

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from rag.evaluation.feedback import Cited, Feedback, Rating, kept_feedback
from rag.question.check import MAX_QUESTION
from rag.render.fields import ArticleId, End, JsonModel, Start
from rag.service.api.callers import ProgramOwner
from rag.service.api.dialects import PROBLEMS, PlainRoute
from rag.service.api.sent import TurnSent
from rag.service.people.needs import needs
from rag.service.people.roles import Role
from rag.ui.handlers.judge_answer import (
    EarlierTurn,
    JudgedCitation,
    JudgementRefused,
    JudgeRequest,
    keep_judged,
)
from rag.ui.session import LibraryProvider

MOST_LISTED = 100
"""The most judgements of one reply."""


class CitationSent(BaseModel):
    """A citation of an answer, of which only the place is read: its words are the article's."""

    article_id: str = Field(max_length=1_000)
    text_sha256: str = Field(max_length=64)
    start: int = Field(ge=0, le=2**53)
    end: int = Field(ge=0, le=2**53)


class AnswerSent(BaseModel):
    """An answer as it was given; what is not needed is passed over."""

    question: str = Field(max_length=MAX_QUESTION)
    standalone: str = Field(max_length=2 * MAX_QUESTION + 1)
    answer: str = Field(max_length=20_000)
    abstained: bool = False
    confidence: float = Field(0.0, ge=0, le=1)
    citations: list[CitationSent] = Field([], max_length=100)


class FeedbackSent(BaseModel):
    """Whether an answer is right."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "answer": {
                        "question": "When did the plant open?",
                        "standalone": "When did the plant open?",
                        "answer": "It opened in 2021. [1]",
                        "citations": [
                            {"article_id": "heide", "text_sha256": "9f…", "start": 0, "end": 34}
                        ],
                    },
                    "verdict": "unsupported",
                    "rejected": [1],
                    "expected": "The plant in Heide opened in May 2021.",
                }
            ]
        },
    )

    answer: Annotated[
        AnswerSent, Field(description='What /v1/ask gave; "footnote" of the other formats.')
    ]
    verdict: Annotated[
        Rating, Field(description='"withdrawn" takes back what was said of this answer before.')
    ]
    rejected: Annotated[
        list[int],
        Field(max_length=100, description="The numbers of citations that do not support it."),
    ] = []
    expected: Annotated[
        str, Field(max_length=5_000, description="Words of an article that would have answered.")
    ] = ""
    history: Annotated[
        list[TurnSent], Field(max_length=50, description="Earlier turns, oldest first.")
    ] = []

    def judged(self) -> JudgeRequest:
        """Return it as the page sends it.

        Raises:
            JudgementRefused: for a number that no citation has, or an answer that can't be one.
        """
        several = self.answer.citations
        if unknown := [number for number in self.rejected if not 1 <= number <= len(several)]:
            raise JudgementRefused(f"no citation {unknown[0]}: the answer has {len(several)}")
        try:
            return JudgeRequest(
                **self.answer.model_dump(exclude={"citations"}),
                history=[EarlierTurn(**turn.model_dump()) for turn in self.history],
                citations=[
                    JudgedCitation(
                        article=one.article_id,
                        sha256=one.text_sha256,
                        start=one.start,
                        end=one.end,
                        rejected=number in self.rejected,
                    )
                    for number, one in enumerate(several, start=1)
                ],
                verdict=self.verdict,
                expected=self.expected,
            )
        except ValueError as error:
            raise JudgementRefused("this is no answer: send it as it was given") from error


class JudgedPlaceJson(JsonModel):
    """A citation that was judged."""

    article_id: ArticleId
    start: Start
    end: End
    quote: Annotated[str, Field(description="The words that stand there.")]
    rejected: Annotated[bool, Field(description="Whether it does not support the answer.")]

    @classmethod
    def from_cited(cls, cited: Cited) -> Self:
        """Return a citation as JSON."""
        return cls(
            article_id=cited.article_id,
            start=cited.start,
            end=cited.end,
            quote=cited.quote,
            rejected=cited.rejected,
        )


class FeedbackJson(JsonModel):
    """What was said of an answer."""

    id: Annotated[int, Field(description="Its number; later ones have higher ones.")]
    question: Annotated[str, Field(description="As asked.")]
    answer: Annotated[str, Field(description="The answer, or the message of the refusal.")]
    verdict: Annotated[str, Field(description='"right", "wrong", "unsupported", "withdrawn".')]
    citations: Annotated[tuple[JudgedPlaceJson, ...], Field(description="What it cited.")]
    expected: Annotated[str, Field(description="The words that would have answered it, or empty.")]

    @classmethod
    def from_feedback(cls, number: int, feedback: Feedback) -> Self:
        """Return it as JSON."""
        return cls(
            id=number,
            question=feedback.question,
            answer=feedback.answer,
            verdict=feedback.verdict,
            citations=tuple(map(JudgedPlaceJson.from_cited, feedback.citations)),
            expected="\n".join(quote.quote for quote in feedback.expected),
        )


def feedback_routes(library: LibraryProvider) -> APIRouter:
    """Return the routes.

    Args:
        library: returns the library, which keeps what was said.
    """
    router = APIRouter(
        prefix="/v1",
        route_class=PlainRoute,
        responses=PROBLEMS,
        tags=["Evaluation"],
        dependencies=[needs(Role.READER)],
    )

    @router.post("/feedback", status_code=201)
    def judge(sent: FeedbackSent, caller: ProgramOwner) -> dict[str, Any]:
        """Keep whether an answer is right, which citations don't support it, what was expected.

        `found` tells whether the expected words stand in an article; else they are not kept.
        """
        number, found = keep_judged(sent.judged(), library(), caller)
        return {"id": number, "found": found}

    @router.get("/feedback")
    def judged(
        caller: ProgramOwner,
        after: Annotated[int, Query(ge=0, le=2**53)] = 0,
        limit: Annotated[int, Query(ge=1, le=MOST_LISTED)] = MOST_LISTED,
    ) -> list[FeedbackJson]:
        """List what the same caller said of answers, oldest first, those behind the id `after`."""
        own = (
            FeedbackJson.from_feedback(number, one)
            for number, one in kept_feedback(library(), after)
            if one.owner == caller
        )
        return list(islice(own, limit))

    return router
