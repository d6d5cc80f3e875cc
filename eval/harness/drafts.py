"""Answers written by a language model, before the check and after it, and their scores."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eval.harness.judging import is_held
from rag.answering.quoting import Quoted
from rag.chatbot import Chatbot
from rag.core.answer import Answer, Reason
from rag.evaluation.matching import holds
from rag.evaluation.measure.result import FOOTNOTE, Result, Scorer
from rag.evaluation.questions import Question, precision, recall
from rag.evaluation.scoring import spoken
from rag.settings import ChatSettings
from rag.writing.writer import Writer

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

SUITE = "written"
QUOTED, UNCHECKED = "quoted", "unchecked"


@dataclass(frozen=True, slots=True)
class Written:
    """A question with what was written.

    Attributes:
        question: the question.
        quoted: the answer in quotes, and what it rests on.
        draft: what the model wrote, unchecked.
        shown: what a reader gets.
        first: seconds from the question to the first sentence that a reader sees; None where there
            is none.
    """

    question: Question
    quoted: Quoted
    draft: Answer
    shown: Answer
    first: float | None


def write_all(
    bot: Chatbot,
    model: "BaseChatModel",
    chat: ChatSettings,
    given: Iterable[tuple[Question, Quoted]],
) -> Iterator[Written]:
    """Yield each question with what is written for it, as if nothing were refused."""
    settings = [chat.model_copy(update={"strictness": name}) for name in ("off", "strict")]
    cross_encoder = bot.searcher.cross_encoder
    unchecked, checked = (Writer(lambda: model, chat, cross_encoder) for chat in settings)
    for question, quoted in given:
        unrefused = replace(quoted, answer=quoted.unrefused)
        states = list(checked.write(unrefused))
        *_, draft = unchecked.write(unrefused)
        shown = states[-1]
        before = quoted.unrefused.seconds["total"]
        first = shown.seconds["first"] + before if "first" in shown.seconds else None
        yield Written(question, quoted, draft, shown, first)


def score_sentences(written: Sequence[Written], texts: dict[str, str], where: str) -> list[Result]:
    """Return the share of sentences that the gold evidence holds, and that its articles hold.

    Of drafts and of what is shown.
    """
    results: list[Result] = []
    for system in (UNCHECKED, FOOTNOTE):
        by_evidence, by_article = [], []
        for case in written:
            answer = case.draft if system == UNCHECKED else case.shown
            gold = case.question.gold or ()
            quotes = [" ".join(quote.span.slice(texts[quote.article_id]) for quote in gold)]
            whole = [texts[name] for name in dict.fromkeys(quote.article_id for quote in gold)]
            for sentence in answer.sentences if answer.written else ():
                by_evidence.append(is_held(sentence.text, quotes))
                by_article.append(is_held(sentence.text, whole))
        scorer = Scorer(SUITE, system)
        results += scorer.mean(f"sentences that the gold evidence holds{where}", by_evidence)
        results += scorer.mean(f"sentences that the gold article holds{where}", by_article)
    return results


def score_evidence(written: Sequence[Written], where: str) -> list[Result]:
    """Return correctness and citations of what is shown, and of the quoted answers.

    Only answerable questions count.
    """
    able = [one for one in written if one.question.answerable]
    ids = [one.question.id for one in able]
    results: list[Result] = []
    for system in (FOOTNOTE, QUOTED):
        scorer = Scorer(SUITE, system)
        answers = [
            (one.question, one.shown if system == FOOTNOTE else one.quoted.unrefused)
            for one in able
        ]
        known = [(question, answer) for question, answer in answers if question.answers]
        results += scorer.mean(
            f"answer holds a reference{where}",
            [holds(spoken(a), q.answers) for q, a in known],
            [q.id for q, _ in known],
        )
        results += scorer.mean(
            f"citation recall{where}", [recall(q.gold or (), a) for q, a in answers], ids
        )
        results += scorer.mean(
            f"citation precision{where}", [precision(q.gold or (), a) for q, a in answers], ids
        )
    scorer = Scorer(SUITE, FOOTNOTE)
    results += scorer.mean(f"answers written{where}", [one.shown.written for one in able], ids)
    results += scorer.mean(
        f"answers quoted for want of support{where}", [_unsupported(one) for one in able], ids
    )
    return results


def score_refusals(written: Sequence[Written], refused: Sequence[Question]) -> list[Result]:
    """Return the share of questions that get no answer, by whether they have one.

    A question is refused at once, or because nothing of the draft has support.
    """
    scorer = Scorer(SUITE, FOOTNOTE)
    outcomes = [(one.question, _unsupported(one)) for one in written] + [
        (question, True) for question in refused
    ]
    results: list[Result] = []
    for kind, able in (("answerable", True), ("unanswerable", False)):
        of_kind = [(q.id, refused) for q, refused in outcomes if q.answerable is able]
        unanswered, ids = [gone for _, gone in of_kind], [name for name, _ in of_kind]
        results += scorer.mean(f"{kind}: no answer as served", unanswered, ids)
    return results


def score_times(written: Sequence[Written]) -> list[Result]:
    """Return the times to the first visible sentence, of an answer, and of checking a sentence."""
    scorer = Scorer(SUITE, FOOTNOTE)
    checked = [
        (one.shown.seconds["check"], len(one.shown.sentences) + one.shown.removed)
        for one in written
    ]
    return [
        *scorer.score(
            "first visible sentence p50, s",
            "median",
            [one.first for one in written if one.first is not None],
        ),
        *scorer.score(
            "whole answer p50, s", "median", [one.shown.seconds["total"] for one in written]
        ),
        *scorer.score(
            "check p50, ms a sentence",
            "median",
            [1e3 * spent / count for spent, count in checked if count],
        ),
    ]


def _unsupported(written: Written) -> bool:
    return written.shown.reason is Reason.DRAFT_UNSUPPORTED
