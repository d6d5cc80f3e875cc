"""The project's own questions: is the answer cited, is it quoted exactly, is a refusal right?"""

import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eval.langchain_tutorial import SYSTEM as BASELINE
from eval.langchain_tutorial import Tutorial
from eval.metrics import auc, balanced_accuracy
from eval.questions import STARTER, Question, articles_by_file, load_questions, precision, recall
from eval.result import Result, Scorer
from eval.suites.suite import Task
from rag.article import Article
from rag.types import Answer, Citation, Sentence, Span

if TYPE_CHECKING:
    from langchain_core.documents import Document

    from rag.chatbot import Chatbot

SUITE = "starter"
CORPUS = Path(__file__).parent.parent.parent / "corpus"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the answer as served and the answer of a Footnote that never abstains."""

    question: Question
    served: Answer
    always: Answer


def run(task: Task) -> list[Result]:
    """Starter corpus: evidence recall and precision, verbatim quotes, abstention."""
    import rag

    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder, "state")
        task.note("starter: indexing corpus/")
        rag.index(CORPUS, state, settings=task.settings)
        bot = rag.open(state, settings=task.settings)
        articles = articles_by_file(bot)
        questions = load_questions(STARTER, articles)[: task.limit]
        asked = list(ask_all(task, state, questions))
        texts = {article.id: article.text for article in articles.values()}
        results = score_evidence(asked) + score_quotes(asked, texts) + score_abstention(asked)
        results += _held_out_auc(bot, questions, task)
        task.note("starter: indexing corpus/ with the baseline")
        tutorial = Tutorial()
        tutorial.index(texts, Path(folder, "baseline"))
        by_id = {article.id: article for article in articles.values()}
        found = [(a.question, tutorial.search(a.always.standalone)) for a in asked if a.question.answerable]
    return results + score_baseline(found, by_id, task.settings.answer.words)


def ask_all(task: Task, state: Path, questions: Sequence[Question]) -> Iterator[Asked]:
    """Ask every question, with its conversation, of Footnote as served and of one that never abstains."""
    import rag

    never = task.settings.answer.model_copy(update={"min_confidence": 0.0})
    served = rag.open(state, settings=task.settings)
    always = rag.open(state, settings=task.settings.model_copy(update={"answer": never}))
    for question in task.track(questions, "starter: asking"):
        answers = (bot.ask(question.text, question.history) for bot in (served, always))
        yield Asked(question, *answers)


def score_evidence(asked: Sequence[Asked]) -> list[Result]:
    """Return evidence recall and precision and the length of answers, by question, over the answerable questions.

    Recall without abstention is what the citations find; as served, a refusal counts 0. Precision as served is over every
    answer that was given, so the answer to an unanswerable question counts 0.
    """
    footnote = Scorer(SUITE, "footnote")
    able = [a for a in asked if a.question.answerable]
    given = [a for a in asked if a.served.citations]
    results = [
        *footnote.mean("evidence recall, no abstention", [recall(a.question, a.always) for a in able]),
        *footnote.mean("evidence recall, as served", [recall(a.question, a.served) for a in able]),
        *footnote.mean("citation precision, no abstention", [precision(a.question, a.always) for a in able]),
        *footnote.mean("citation precision, as served", [precision(a.question, a.served) for a in given]),
        *footnote.mean("words per answer, no abstention", [_words(a.always) for a in able]),
    ]
    for category in sorted({a.question.category for a in able}):
        values = [recall(a.question, a.always) for a in able if a.question.category == category]
        results += footnote.mean(f"evidence recall, no abstention: {category}", values)
    return results


def score_quotes(asked: Sequence[Asked], texts: Mapping[str, str]) -> list[Result]:
    """Return the share of citations whose quote stands in its article's text at exactly its span."""
    cited = [citation for a in asked for answer in (a.served, a.always) for citation in answer.citations]
    exact = [citation.quote == citation.span.slice(texts.get(citation.article.id, "")) for citation in cited]
    return Scorer(SUITE, "footnote").mean("verbatim quotes", exact)


def score_abstention(asked: Sequence[Asked]) -> list[Result]:
    """Return how well confidence tells answerable from unanswerable questions, and who is refused as served."""
    footnote = Scorer(SUITE, "footnote")
    answerable = [a.question.answerable for a in asked]
    answered = [not a.served.abstained for a in asked]
    refused: dict[bool, list[bool]] = {True: [], False: []}
    for a in asked:
        refused[a.question.answerable].append(a.served.abstained)
    return [
        *footnote.score("abstention AUC", auc, answerable, [a.always.confidence for a in asked]),
        *footnote.mean("answerable refused", refused[True]),
        *footnote.mean("unanswerable refused", refused[False]),
        *footnote.score("abstention balanced accuracy", balanced_accuracy, answerable, answered),
    ]


def score_baseline(
    found: "Sequence[tuple[Question, Sequence[Document]]]", articles: Mapping[str, Article], words: int
) -> list[Result]:
    """Return evidence recall, precision and length of the baseline's chunks, over answerable questions.

    A chunk is a citation of all its words. Its best chunks are cut to the words an answer of Footnote may have; whole, they
    are what the tutorial gives to its language model.
    """
    scorer = Scorer(SUITE, BASELINE)
    results = []
    for label, budget in (("no abstention", words), ("4 whole chunks", None)):
        answers = [(question, as_answer(chunks, articles, budget)) for question, chunks in found]
        results += [
            *scorer.mean(f"evidence recall, {label}", [recall(*pair) for pair in answers]),
            *scorer.mean(f"citation precision, {label}", [precision(*pair) for pair in answers]),
            *scorer.mean(f"words per answer, {label}", [_words(answer) for _, answer in answers]),
        ]
    return results


def as_answer(chunks: "Sequence[Document]", articles: Mapping[str, Article], words: int | None) -> Answer:
    """Return chunks as an answer that quotes them, cut to a number of words; None does not cut."""
    citations: list[Citation] = []
    left = words
    for chunk in chunks:
        ends = [match.end() for match in re.finditer(r"\S+", chunk.page_content)][:left]
        if not ends:
            break
        article, start = articles[chunk.metadata["source"]], int(chunk.metadata["start_index"])
        span = Span(start, start + ends[-1])
        citations.append(Citation(len(citations) + 1, article.info, span, span.slice(article.text)))
        left = None if left is None else left - len(ends)
    sentences = tuple(Sentence(citation.quote, (citation.number,)) for citation in citations)
    return Answer("", "", sentences, tuple(citations))


def _held_out_auc(bot: "Chatbot", questions: Sequence[Question], task: Task) -> list[Result]:
    """Return the AUC where each question is judged by a fit to all the others; the shipped fit has seen them all."""
    import numpy as np

    from eval.fit_abstention import leave_one_out, read_signals

    answerable = np.array([question.answerable for question in questions])
    if min(answerable.sum(), (~answerable).sum()) < 2:
        return []
    held_out = leave_one_out(read_signals(bot, questions, task.settings.retrieval), answerable)
    return Scorer(SUITE, "footnote").score("abstention AUC, leave one out", auc, answerable, held_out)


def _words(answer: Answer) -> int:
    return sum(len(sentence.text.split()) for sentence in answer.sentences)
