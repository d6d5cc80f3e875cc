"""Answers written by a language model: how much of a draft its sources hold, before the check and after it.

The model is the one of the settings, or SmolLM2-135M. Each question is drafted without a check ("unchecked"), and written as
a reader gets it ("footnote"); "quoted" is the answer without a model.
"""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import rag
from eval.datasets import MissingData, read_documents
from eval.judging import is_held
from eval.suites import clapnq
from eval.suites.starter import CORPUS, QUESTIONS
from eval.suites.suite import Task
from rag.answering.asking import Examined
from rag.article import Article
from rag.chatbot import Chatbot
from rag.errors import ModelUnavailable
from rag.evaluation.answers import holds
from rag.evaluation.questions import Question, articles_by_file, load_questions, precision, recall
from rag.evaluation.result import FOOTNOTE, Case, Outcome, Result, Scorer
from rag.evaluation.scoring import Asked as Examination
from rag.evaluation.scoring import as_case, spoken
from rag.settings import ChatSettings
from rag.types import Answer, Filter, Reason
from rag.wiring import chat_model
from rag.writing.writer import Writer

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

SUITE = "written"
QUOTED, UNCHECKED = "quoted", "unchecked"
SMALL = "gguf:smollm2"
CLAPNQ = 20
"""Questions of CLAPNQ that are written."""


@dataclass(frozen=True, slots=True)
class Written:
    """A question with what was written.

    Attributes:
        question: the question.
        examined: the answer in quotes, and what it rests on.
        draft: what the model wrote, unchecked.
        shown: what a reader gets.
        first: seconds from the question to the first sentence that a reader sees; None where there is none.
    """

    question: Question
    examined: Examined
    draft: Answer
    shown: Answer
    first: float | None


def run(task: Task) -> Outcome:
    """Written answers: sentences that the gold evidence holds, before and after the check (SmolLM2 or the model set)."""
    chat = task.settings.chat
    if not chat.model:
        chat = chat.model_copy(update={"model": SMALL})
    model = load(chat)
    task.note(f"{SUITE}: writing with {chat.model}")
    with tempfile.TemporaryDirectory() as folder:
        results, cases = _starter(task, model, chat, Path(folder, "starter"))
        results += _clapnq(task, model, chat, Path(folder, "clapnq"))
    return Outcome(results, cases)


def load(chat: ChatSettings) -> "BaseChatModel":
    """Return the language model.

    Raises:
        MissingData: when it can't be had.
    """
    try:
        return chat_model(chat)
    except ModelUnavailable as error:
        raise MissingData(str(error)) from error


def _starter(task: Task, model: "BaseChatModel", chat: ChatSettings, state: Path) -> tuple[list[Result], list[Case]]:
    rag.index(CORPUS, state, settings=task.settings)
    bot = rag.open(state, settings=task.settings)
    articles = articles_by_file(bot)
    texts = {article.id: article.text for article in articles.values()}
    questions = load_questions(QUESTIONS, articles)[: task.limit]
    found = [(question, bot.examine(question.text, question.history)) for question in questions]
    given = [(question, examined) for question, examined in found if not examined.served.abstained]
    written = list(write_all(bot, model, chat, task.track(given, f"{SUITE}: starter")))
    refused = [question for question, examined in found if examined.served.abstained]
    results = [
        *score_sentences(written, texts, ""),
        *score_evidence(written, ""),
        *score_refusals(written, refused),
        *score_times(written),
    ]
    cases = [as_case(SUITE, Examination(one.question, _shown(one)), texts) for one in written]
    return results, cases


def _clapnq(task: Task, model: "BaseChatModel", chat: ChatSettings, state: Path) -> list[Result]:
    folder = task.find("clapnq", "corpus.jsonl", "queries.jsonl")
    articles = {d.id: Article(d.text, title=d.title, id=d.id) for d in read_documents(folder)}
    items = [item for item in clapnq.read_items(folder, articles) if item.question.answerable]
    items = items[:: max(1, len(items) // CLAPNQ)][: min(CLAPNQ, task.limit or CLAPNQ)]
    rag.index([articles[one] for item in items for one in item.passages], state, settings=task.settings)
    bot = rag.open(state, settings=task.settings)
    examined = ((item.question, bot.examine(item.question.text, where=Filter(articles=item.passages))) for item in items)
    given = [(question, one) for question, one in examined if one.always.sentences]
    written = list(write_all(bot, model, chat, task.track(given, f"{SUITE}: clapnq")))
    texts = {article.id: article.text for article in articles.values()}
    return score_sentences(written, texts, ", clapnq") + score_evidence(written, ", clapnq")


def write_all(
    bot: Chatbot, model: "BaseChatModel", chat: ChatSettings, given: Iterable[tuple[Question, Examined]]
) -> Iterator[Written]:
    """Yield each question with what is written for it, as if nothing were refused."""
    settings = {name: chat.model_copy(update={"strictness": name}) for name in ("off", "strict")}
    unchecked, checked = (Writer(lambda: model, one, bot.evidence) for one in settings.values())
    for question, examined in given:
        states = list(checked.write(examined.always, examined))
        *_, draft = unchecked.write(examined.always, examined)
        shown = states[-1]
        before = examined.always.seconds["total"]
        first = shown.seconds["first"] + before if "first" in shown.seconds else None
        yield Written(question, examined, draft, shown, first)


def score_sentences(written: Sequence[Written], texts: dict[str, str], where: str) -> list[Result]:
    """Return the share of sentences that the gold evidence, and that the articles it is from, hold: of drafts and shown."""
    results: list[Result] = []
    for system in (UNCHECKED, FOOTNOTE):
        by_evidence, by_article = [], []
        for one in written:
            answer = one.draft if system == UNCHECKED else one.shown
            gold = one.question.gold or ()
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
    """Return correctness and citations of what is shown, and of the quoted answers, over answerable questions."""
    able = [one for one in written if one.question.answerable]
    ids = [one.question.id for one in able]
    results: list[Result] = []
    for system in (FOOTNOTE, QUOTED):
        scorer = Scorer(SUITE, system)
        answers = [(one.question, one.shown if system == FOOTNOTE else one.examined.always) for one in able]
        known = [(question, answer) for question, answer in answers if question.answers]
        results += scorer.mean(
            f"answer holds a reference{where}", [holds(spoken(a), q.answers) for q, a in known], [q.id for q, _ in known]
        )
        results += scorer.mean(f"citation recall{where}", [recall(q.gold or (), a) for q, a in answers], ids)
        results += scorer.mean(f"citation precision{where}", [precision(q.gold or (), a) for q, a in answers], ids)
    scorer = Scorer(SUITE, FOOTNOTE)
    results += scorer.mean(f"answers written{where}", [one.shown.written for one in able], ids)
    results += scorer.mean(f"answers quoted for want of support{where}", [_unsupported(one) for one in able], ids)
    return results


def score_refusals(written: Sequence[Written], refused: Sequence[Question]) -> list[Result]:
    """Return the share of unanswerable questions that get no answer: refused at once, or nothing of the draft supported."""
    scorer = Scorer(SUITE, FOOTNOTE)
    outcomes = [(one.question, _unsupported(one)) for one in written] + [(question, True) for question in refused]
    results: list[Result] = []
    for kind, able in (("answerable", True), ("unanswerable", False)):
        own = [(said, question.id) for question, said in outcomes if question.answerable is able]
        results += scorer.mean(f"{kind}: no answer as served", [said for said, _ in own], [name for _, name in own])
    return results


def score_times(written: Sequence[Written]) -> list[Result]:
    """Return the time to the first visible sentence, that of the whole answer, and what checking a sentence takes."""
    scorer = Scorer(SUITE, FOOTNOTE)
    checked = [(one.shown.seconds["check"], len(one.shown.sentences) + one.shown.removed) for one in written]
    return [
        *scorer.score("first visible sentence p50, s", "median", [one.first for one in written if one.first is not None]),
        *scorer.score("whole answer p50, s", "median", [one.shown.seconds["total"] for one in written]),
        *scorer.score("check p50, ms a sentence", "median", [1e3 * spent / count for spent, count in checked if count]),
    ]


def _unsupported(one: Written) -> bool:
    return one.shown.reason is Reason.DRAFT_UNSUPPORTED


def _shown(one: Written) -> Examined:
    return Examined(one.shown, one.shown, one.examined.hits)
