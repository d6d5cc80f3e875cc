"""CLAPNQ: long answers out of Wikipedia passages; half of the questions have none."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import rag
from eval.harness.baseline import SYSTEM as BASELINE
from eval.harness.baseline import Tutorial
from eval.harness.chunk_answers import as_answer, score_baseline
from eval.harness.clapnq import FILES, Item, read_articles, read_items, spread
from eval.harness.suite import Task
from rag.core.answer import Answer
from rag.core.corpus import Filter
from rag.evaluation.matching import token_f1
from rag.evaluation.measure.result import FOOTNOTE, Outcome, Result, Scorer
from rag.evaluation.questions import Question, recall
from rag.evaluation.scoring import AskedQuestion, evaluate, harmonic, length, spoken

if TYPE_CHECKING:
    from rag.chatbot import Chatbot

SUITE = "clapnq"


def run(task: Task) -> Outcome:
    """CLAPNQ: evidence sentences, long answers and refusals, with the passage given or not."""
    folder = task.find(SUITE, *FILES)
    articles = read_articles(folder)
    texts = {article.id: article.text for article in articles.values()}
    items = spread(list(read_items(folder, articles)), task.limit)
    with tempfile.TemporaryDirectory() as temporary:
        state = Path(temporary, "state")
        task.note(f"{SUITE}: indexing {len(articles)} passages")
        rag.index(articles.values(), state, settings=task.settings)
        bot = rag.open(state, settings=task.settings)
        questions = [item.question for item in items]
        outcome, answered = evaluate(
            SUITE, bot, questions, texts, lambda all_: task.track(all_, f"{SUITE}: asking")
        )
        given = list(ask_given(bot, task.track(items, f"{SUITE}: asking, passage given")))
        task.note(f"{SUITE}: indexing {len(articles)} passages with the baseline")
        tutorial = Tutorial()
        tutorial.index(texts, Path(temporary, "baseline"))
        searched = [
            (question, tutorial.search(question.text))
            for question in questions
            if question.answerable
        ]
    words = task.settings.answer.words
    references = {item.question.id: item.reference for item in items}
    results = [
        *outcome.results,
        *score_answers(
            FOOTNOTE, "no abstention", [(a.question, a.unrefused) for a in answered], references
        ),
        *score_given(items, given),
        *score_answers(
            FOOTNOTE, "passage given", [(a.question, a.unrefused) for a in given], references
        ),
        *score_baseline(SUITE, searched, articles, words),
        *score_answers(
            BASELINE,
            "no abstention",
            [(q, as_answer(chunks, articles, words)) for q, chunks in searched],
            references,
        ),
    ]
    return Outcome(results, outcome.cases)


def ask_given(bot: "Chatbot", items: Iterable[Item]) -> Iterator[AskedQuestion]:
    """Ask every question of its own passages alone."""
    for item in items:
        yield AskedQuestion(
            item.question, bot.quote(item.question.text, where=Filter(articles=item.passages))
        )


def score_given(items: Sequence[Item], answered: Sequence[AskedQuestion]) -> list[Result]:
    """Return which sentences are cited, and who is refused, where the passage was given.

    The sentences are those of answers when nothing is refused. The unit is a sentence as the set
    cuts it, as in the published numbers; it is cited when a citation covers half of it.
    """
    scorer = Scorer(SUITE, FOOTNOTE)
    judged = [
        (item, a) for item, a in zip(items, answered, strict=True) if a.question.gold is not None
    ]
    able = [(item, a) for item, a in judged if a.question.answerable]
    cited = [[s for s in item.sentences if recall([s], a.unrefused)] for item, a in able]
    right = [
        len(set(a.question.gold or ()) & set(sentences))
        for (_, a), sentences in zip(able, cited, strict=True)
    ]
    precisions = [
        count / len(sentences) if sentences else 0.0
        for count, sentences in zip(right, cited, strict=True)
    ]
    recalls = [
        count / len(a.question.gold or ()) for count, (_, a) in zip(right, able, strict=True)
    ]
    ids = [a.question.id for _, a in able]
    answerable = [a.question.answerable for _, a in judged]
    confidence = [a.unrefused.confidence for _, a in judged]
    results = [
        *scorer.mean("evidence precision, passage given", precisions, ids),
        *scorer.mean("evidence recall, passage given", recalls, ids),
        *scorer.mean("evidence F1, passage given", list(map(harmonic, precisions, recalls)), ids),
        *scorer.mean(
            "words per answer, passage given", [length(a.unrefused) for _, a in able], ids
        ),
        *scorer.score(
            "abstention AUC, passage given",
            "auc",
            answerable,
            confidence,
            ids=[a.question.id for _, a in judged],
        ),
    ]
    for kind in ("answerable", "unanswerable"):
        of_kind = [a for _, a in judged if a.question.category == kind]
        refused = [a.answer.abstained for a in of_kind]
        ids = [a.question.id for a in of_kind]
        results += scorer.mean(f"{kind} refused, passage given", refused, ids)
    return results


def score_answers(
    system: str,
    label: str,
    answers: Sequence[tuple[Question, Answer]],
    references: Mapping[str, str],
) -> list[Result]:
    """Return ROUGE-L and token F1 of answers against the references, over answerable questions.

    Quotes say more than a reference that people wrote: read both beside the words per answer.

    Args:
        system: whose answers they are.
        label: how they were asked for.
        answers: questions with their answers.
        references: the reference answers by the question's id.
    """
    from rouge_score.rouge_scorer import RougeScorer

    rouge = RougeScorer(["rougeL"], use_stemmer=True)
    scorer = Scorer(SUITE, system)
    pairs = [
        (spoken(answer), references[question.id])
        for question, answer in answers
        if question.answerable
    ]
    ids = [question.id for question, _ in answers if question.answerable]
    similar = [rouge.score(right, text)["rougeL"].fmeasure for text, right in pairs]
    overlap = [token_f1(text, [right]) for text, right in pairs]
    return [
        *scorer.mean(f"ROUGE-L, {label}", similar, ids),
        *scorer.mean(f"token F1, {label}", overlap, ids),
    ]
