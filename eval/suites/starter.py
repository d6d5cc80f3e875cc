"""The project's own questions: is the answer cited, is it quoted exactly, is a refusal right?"""

import tempfile
from pathlib import Path

import rag
from eval.harness.baseline import Tutorial
from eval.harness.chunk_answers import score_baseline
from eval.harness.starter import CORPUS, QUESTIONS
from eval.harness.suite import Task
from rag.evaluation.measure.result import Outcome
from rag.evaluation.questions import articles_by_file, load_questions
from rag.evaluation.scoring import evaluate

SUITE = "starter"


def run(task: Task) -> Outcome:
    """Starter corpus: evidence recall and precision, correctness, verbatim quotes, abstention."""
    with tempfile.TemporaryDirectory() as folder:
        task.note("starter: indexing corpus/")
        rag.index(CORPUS, folder, settings=task.settings)
        return measure(task, rag.open(folder, settings=task.settings))


def measure(task: Task, bot: rag.Chatbot) -> Outcome:
    """Return how a chatbot over corpus/ answers the questions, and what the baseline finds."""
    with tempfile.TemporaryDirectory() as folder:
        articles = articles_by_file(bot.library)
        questions = load_questions(QUESTIONS, articles)[: task.limit]
        by_id = {article.id: article for article in articles.values()}
        texts = {article.id: article.text for article in by_id.values()}
        outcome, answered = evaluate(
            SUITE, bot, questions, texts, lambda all_: task.track(all_, "starter: asking")
        )
        if task.alone:
            return outcome
        task.note("starter: indexing corpus/ with the baseline")
        tutorial = Tutorial()
        tutorial.index(texts, Path(folder))
        searched = [
            (a.question, tutorial.search(a.unrefused.standalone))
            for a in answered
            if a.question.answerable
        ]
    baseline = score_baseline(SUITE, searched, by_id, task.settings.answer.words)
    return Outcome(outcome.results + baseline, outcome.cases)
