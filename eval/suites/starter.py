"""The project's own questions: is the answer cited, is it quoted exactly, is a refusal right?"""

import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from eval.langchain_tutorial import SYSTEM as BASELINE
from eval.langchain_tutorial import Tutorial
from eval.suites.suite import Task
from rag.article import Article
from rag.evaluation.questions import Question, articles_by_file, load_questions, precision, recall
from rag.evaluation.result import Outcome, Result, Scorer
from rag.evaluation.scoring import evaluate, length
from rag.types import Answer, Citation, Sentence, Span

if TYPE_CHECKING:
    from langchain_core.documents import Document

SUITE = "starter"
ROOT = Path(__file__).parent.parent.parent
CORPUS = ROOT / "corpus"
QUESTIONS = ROOT / "eval" / "questions.jsonl"


def run(task: Task) -> Outcome:
    """Starter corpus: evidence recall and precision, correctness, verbatim quotes, abstention."""
    import rag

    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder, "state")
        task.note("starter: indexing corpus/")
        rag.index(CORPUS, state, settings=task.settings)
        bot = rag.open(state, settings=task.settings)
        articles = articles_by_file(bot)
        questions = load_questions(QUESTIONS, articles)[: task.limit]
        by_id = {article.id: article for article in articles.values()}
        texts = {article.id: article.text for article in by_id.values()}
        outcome, asked = evaluate(SUITE, bot, questions, texts, lambda all_: task.track(all_, "starter: asking"))
        task.note("starter: indexing corpus/ with the baseline")
        tutorial = Tutorial()
        tutorial.index(texts, Path(folder, "baseline"))
        found = [(a.question, tutorial.search(a.always.standalone)) for a in asked if a.question.answerable]
    baseline = score_baseline(SUITE, found, by_id, task.settings.answer.words)
    return Outcome(outcome.results + baseline, outcome.cases)


def score_baseline(
    suite: str, found: "Sequence[tuple[Question, Sequence[Document]]]", articles: Mapping[str, Article], words: int
) -> list[Result]:
    """Return evidence recall, precision and length of the baseline's chunks, over answerable questions.

    A chunk is a citation of all its words. Its best chunks are cut to the words an answer of Footnote may have; whole, they
    are what the tutorial gives to its language model.
    """
    scorer = Scorer(suite, BASELINE)
    results = []
    for label, budget in (("no abstention", words), ("4 whole chunks", None)):
        answers = [(question, as_answer(chunks, articles, budget)) for question, chunks in found]
        results += [
            *scorer.mean(f"evidence recall, {label}", [recall(q.gold or (), answer) for q, answer in answers]),
            *scorer.mean(f"citation precision, {label}", [precision(q.gold or (), answer) for q, answer in answers]),
            *scorer.mean(f"words per answer, {label}", [length(answer) for _, answer in answers]),
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
