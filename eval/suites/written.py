"""Answers written by a language model: how much of a draft its sources hold.

The model is the one of the settings, or SmolLM2-135M. Each question is drafted without a check
("unchecked"), and written as a reader gets it ("footnote"); "quoted" is the answer without a model.
"""

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import rag
from eval.harness.clapnq import FILES, read_articles, read_items
from eval.harness.drafts import (
    SUITE,
    Written,
    score_evidence,
    score_refusals,
    score_sentences,
    score_times,
    write_all,
)
from eval.harness.language_models import SMALL, load
from eval.harness.starter import CORPUS, QUESTIONS
from eval.harness.suite import Task
from rag.answering.quoting import Quoted
from rag.core.corpus import Filter
from rag.evaluation.measure.result import Case, Outcome, Result
from rag.evaluation.questions import articles_by_file, load_questions
from rag.evaluation.scoring import AskedQuestion, as_case
from rag.settings import ChatSettings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

CLAPNQ = 20
"""Questions of CLAPNQ that are written."""


def run(task: Task) -> Outcome:
    """Written answers: sentences that the gold evidence holds, before and after the check."""
    chat = task.settings.chat
    if not chat.model:
        chat = chat.model_copy(update={"model": SMALL})
    model = load(chat)
    task.note(f"{SUITE}: writing with {chat.model}")
    with tempfile.TemporaryDirectory() as folder:
        rag.index(CORPUS, folder, settings=task.settings)
        return measure(task, rag.open(folder, settings=task.settings), model, chat)


def measure(task: Task, bot: rag.Chatbot, model: "BaseChatModel", chat: ChatSettings) -> Outcome:
    """Return what a language model writes on the starter questions and on some of CLAPNQ's.

    Args:
        task: the data, the settings and the limit.
        bot: a chatbot over the starter corpus.
        model: the language model.
        chat: how it is asked to write.
    """
    results, cases = _starter(task, bot, model, chat)
    with tempfile.TemporaryDirectory() as folder:
        results += _clapnq(task, model, chat, Path(folder))
    return Outcome(results, cases)


def _starter(
    task: Task, bot: rag.Chatbot, model: "BaseChatModel", chat: ChatSettings
) -> tuple[list[Result], list[Case]]:
    articles = articles_by_file(bot.library)
    texts = {article.id: article.text for article in articles.values()}
    questions = load_questions(QUESTIONS, articles)[: task.limit]
    quoted = [(question, bot.quote(question.text, question.history)) for question in questions]
    given = [pair for pair in quoted if not pair[1].answer.abstained]
    written = list(write_all(bot, model, chat, task.track(given, f"{SUITE}: starter")))
    refused = [question for question, answer in quoted if answer.answer.abstained]
    results = [
        *score_sentences(written, texts, ""),
        *score_evidence(written, ""),
        *score_refusals(written, refused),
        *score_times(written),
    ]
    cases = [as_case(SUITE, AskedQuestion(one.question, _shown(one)), texts) for one in written]
    return results, cases


def _clapnq(task: Task, model: "BaseChatModel", chat: ChatSettings, state: Path) -> list[Result]:
    folder = task.find("clapnq", *FILES)
    articles = read_articles(folder)
    items = [item for item in read_items(folder, articles) if item.question.answerable]
    items = items[:: max(1, len(items) // CLAPNQ)][: min(CLAPNQ, task.limit or CLAPNQ)]
    rag.index(
        [articles[name] for item in items for name in item.passages], state, settings=task.settings
    )
    bot = rag.open(state, settings=task.settings)
    quoted = (
        (item.question, bot.quote(item.question.text, where=Filter(articles=item.passages)))
        for item in items
    )
    given = [(question, one) for question, one in quoted if one.unrefused.sentences]
    written = list(write_all(bot, model, chat, task.track(given, f"{SUITE}: clapnq")))
    texts = {article.id: article.text for article in articles.values()}
    return score_sentences(written, texts, ", clapnq") + score_evidence(written, ", clapnq")


def _shown(written: Written) -> Quoted:
    return replace(written.quoted, answer=written.shown, unrefused=written.shown)
