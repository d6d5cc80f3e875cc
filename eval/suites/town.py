"""An invented town's press: answers as readers want them, on 31 kinds of questions."""

import tempfile
from collections.abc import Callable, Sequence

import rag
from eval.harness.suite import Task
from eval.harness.town import AskedTown, read_articles, read_questions
from rag.core.answer import Certainty
from rag.evaluation.measure.result import FOOTNOTE, Case, Outcome, Result, Scorer, Shown
from rag.evaluation.questions import Gold

SUITE = "town"
STATES = (Certainty.SURE, Certainty.LIKELY, Certainty.UNSURE)


def run(task: Task) -> Outcome:
    """An invented town's press: right, short, cited and honest answers on 31 kinds of questions."""
    articles = read_articles()
    with tempfile.TemporaryDirectory() as folder:
        task.note("town: indexing")
        rag.index(articles.values(), folder, settings=task.settings)
        bot = rag.open(folder, settings=task.settings)
        questions = read_questions(articles)[: task.limit]
        asked = [
            AskedTown(question, bot.ask(question.text, question.history, as_of=question.as_of))
            for question in task.track(questions, "town: asking")
        ]
    texts = {article.id: article.text for article in articles.values()}
    return Outcome(score(asked), [_case(one, texts) for one in asked])


def score(asked: Sequence[AskedTown]) -> list[Result]:
    """Return what the answers are worth; see `eval.harness.town.AskedTown` for each measure."""
    able = [one for one in asked if one.question.answerable]
    given = [one for one in able if any(one.question.gold) and not one.answer.abstained]
    short = [one for one in able if one.question.answers]
    led = [one for one in short if one.answer.lead]
    listing = [one for one in able if one.question.kind == "list-articles"]
    others = [one for one in asked if not one.question.answerable]
    results = [
        *_mean("right", able, lambda one: one.is_right),
        *_mean("lead right", short, lambda one: one.lead_is_right),
        *_mean("questions with a lead", short, lambda one: one.answer.lead is not None),
        *_mean("right leads among those shown", led, lambda one: one.lead_is_right),
        *_mean(
            "evidence", [one for one in able if any(one.question.gold)], lambda one: one.evidence
        ),
        *_mean("citation precision", given, lambda one: one.precision),
        *_mean("words per answer", given, lambda one: one.words),
        *_mean("answerable refused", able, lambda one: one.answer.abstained),
        *_mean("unanswerable held back", others, lambda one: one.held_back),
        *_mean("exact lists of articles", listing, lambda one: one.lists_exactly),
    ]
    for state in STATES:
        there = [one for one in able if one.answer.certainty is state]
        results += _mean(f"right among the {state}", there, lambda one: one.is_right)
    for kind in sorted({one.question.kind for one in able}):
        of_kind = [one for one in able if one.question.kind == kind]
        results += _mean(f"right: {kind}", of_kind, lambda one: one.is_right)
    for kind in sorted({one.question.kind for one in others}):
        of_kind = [one for one in others if one.question.kind == kind]
        results += _mean(f"held back: {kind}", of_kind, lambda one: one.held_back)
    return results


def _mean(
    metric: str, asked: Sequence[AskedTown], value: Callable[[AskedTown], float]
) -> list[Result]:
    """Return the mean of a value; nothing where there is no question."""
    ids = [one.question.id for one in asked]
    return Scorer(SUITE, FOOTNOTE).mean(metric, list(map(value, asked)), ids) if asked else []


def _case(one: AskedTown, texts: dict[str, str]) -> Case:
    question, answer = one.question, one.answer
    good = one.is_right if question.answerable else one.held_back
    gold = [piece for pieces in question.gold for piece in pieces]
    return Case(
        SUITE,
        question.id,
        question.text,
        float(good),
        f"{question.kind}: {'right' if good else 'wrong'}, {answer.certainty or 'refused'}",
        tuple(Shown(piece.article_id, _slice(piece, texts)) for piece in gold),
        (),
        tuple(Shown(citation.article.title, citation.quote) for citation in answer.citations),
        answer.text,
    )


def _slice(piece: Gold, texts: dict[str, str]) -> str:
    return piece.span.slice(texts[piece.article_id])
