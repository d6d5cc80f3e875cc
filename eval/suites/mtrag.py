"""MTRAG: conversations whose last question may lean on the earlier ones, and may have no answer.

The pool is reduced to the passages that some question refers to, so that only differences compare
with published numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from eval.harness.datasets import Query, read_documents, read_qrels
from eval.harness.ranking_scores import Qrels, measure, score_runs, with_verdicts
from eval.harness.rankings import Ranking
from eval.harness.retrieval import Collection, Runs, cut
from eval.harness.suite import Task
from rag.core.answer import Answer, Turn
from rag.evaluation import scoring
from rag.evaluation.jsonl import check_fields, read_jsonl
from rag.evaluation.matching import token_f1
from rag.evaluation.measure.result import FOOTNOTE, Case, Outcome, Result, Scorer
from rag.evaluation.questions import Question, is_right
from rag.evaluation.scoring import AskedQuestion, abstention, ask_all, length, score_quotes, spoken

SUITE = "mtrag"
MEASURES = ("R@5", "nDCG@5", "nDCG@10")
GAIN = "nDCG@5"
CLASSES = ("answerable", "unanswerable", "underspecified", "partial")
BETTER_REFUSED = ("unanswerable", "underspecified")


def run(task: Task) -> Outcome:
    """MTRAG: retrieval for the last turn of conversations; answers, refusals (reduced pool)."""
    folder = task.find("mtrag-un", "corpus.jsonl", "queries.jsonl", "qrels.tsv")
    qrels = read_qrels(folder)
    with Collection(task, SUITE, read_documents(folder)) as collection:
        questions = read_questions(folder, collection)[: task.limit]
        answered = list(ask_all(collection.bot, task.track(questions, f"{SUITE}: asking")))
        results, runs = retrieve(task, collection, answered, qrels)
        texts = collection.texts
    results += score_answers(answered) + score_refusals(answered)
    results += score_quotes(SUITE, answered, texts)
    return Outcome(results, with_verdicts([as_case(one, texts) for one in answered], runs, qrels))


def read_questions(folder: Path, collection: Collection) -> list[Question]:
    """Return the questions with their conversations.

    The category is what kind of answer the documents hold. The evidence is every document that the
    reference was written from, whole.

    Raises:
        DataError: naming file, line and field.
    """

    def parse(record: dict[str, Any]) -> Question:
        kind = record["answerability"]
        if kind not in CLASSES:
            raise ValueError(f"field 'answerability' is none of {', '.join(CLASSES)}: {kind!r}")
        gold = tuple(map(collection.whole, record["context_ids"]))
        history = tuple(read_turns(record["history"]))
        return Question(
            record["id"], cut(record["text"]), kind, (record["reference"],), gold, history
        )

    fields = {
        "id": str,
        "text": str,
        "answerability": str,
        "reference": str,
        "context_ids": list,
        "history": list,
    }
    return list(read_jsonl(folder / "queries.jsonl", fields, parse))


def read_turns(history: Sequence[Any]) -> list[Turn]:
    """Return what user and assistant said in turn as turns.

    Raises:
        KeyError, ValueError: for what is not such a list.

    >>> read_turns([{"role": "user", "text": "Where?"}, {"role": "assistant", "text": "There."}])
    [Turn(question='Where?', answer='There.')]
    """
    messages = [check_fields(message, {"role": str, "text": str}) for message in history]
    if [message["role"] for message in messages] != ["user", "assistant"] * (len(messages) // 2):
        raise ValueError("field 'history': user and assistant do not take turns")
    return [
        Turn(user["text"], assistant["text"])
        for user, assistant in zip(messages[::2], messages[1::2], strict=True)
    ]


def retrieve(
    task: Task, collection: Collection, answered: Sequence[AskedQuestion], qrels: Qrels
) -> tuple[list[Result], Runs]:
    """Return the results of searching for the condensed question and for the last turn alone.

    With them come the rankings for the condensed question.
    """
    judged = [one for one in answered if one.question.id in qrels]
    condensed = [Query(one.question.id, one.answer.standalone) for one in judged]
    last = [Query(one.question.id, one.question.text) for one in judged]
    served = {one.question.id: one.quoted.hits for one in judged}
    runs = collection.rank_all(task.track(condensed, f"{SUITE}: searching"), served)
    runs_of_last = collection.rank_all(task.track(last, f"{SUITE}: searching for the last turn"))
    both = runs | {f"{system}, last turn": run for system, run in runs_of_last.items()}
    ids = [one.question.id for one in judged]
    return score_runs(SUITE, both, qrels, ids, MEASURES) + gain(
        runs[FOOTNOTE], runs_of_last[FOOTNOTE], qrels, ids
    ), runs


def gain(
    condensed: Mapping[str, Ranking], last: Mapping[str, Ranking], qrels: Qrels, ids: Sequence[str]
) -> list[Result]:
    """Return how much better the condensed question finds than the last turn alone, by question."""
    ours, alone = (measure(run, qrels, ids, [GAIN])[GAIN] for run in (condensed, last))
    differences = [
        with_history - without for with_history, without in zip(ours, alone, strict=True)
    ]
    return Scorer(SUITE, FOOTNOTE).mean(f"{GAIN}, condensed less last turn", differences, ids)


def score_answers(answered: Sequence[AskedQuestion]) -> list[Result]:
    """Return what the answers to answerable questions cite and say, when none is refused."""
    scorer = Scorer(SUITE, FOOTNOTE)
    able = [one for one in answered if one.question.category == "answerable"]
    ids = [one.question.id for one in able]
    f1 = [token_f1(spoken(one.unrefused), one.question.answers) for one in able]
    return [
        *scorer.mean(
            "cites a relevant document, no abstention",
            [cites_relevant(one, one.unrefused) for one in able],
            ids,
        ),
        *scorer.mean("token F1, no abstention", f1, ids),
        *scorer.mean(
            "words per answer, no abstention", [length(one.unrefused) for one in able], ids
        ),
    ]


def score_refusals(answered: Sequence[AskedQuestion]) -> list[Result]:
    """Return how well unanswerable questions are told, and the share refused of each class."""
    scorer = Scorer(SUITE, FOOTNOTE)
    clear = [one for one in answered if one.question.category in ("answerable", "unanswerable")]
    results = abstention(
        scorer,
        [one.question.id for one in clear],
        [one.question.category == "answerable" for one in clear],
        [cites_relevant(one, one.unrefused) for one in clear],
        [one.unrefused.confidence for one in clear],
        [one.answer.abstained for one in clear],
    )
    for kind in CLASSES:
        of_kind = [one for one in answered if one.question.category == kind]
        results += scorer.mean(
            f"refused: {kind}",
            [one.answer.abstained for one in of_kind],
            [one.question.id for one in of_kind],
        )
    return results


def cites_relevant(answered: AskedQuestion, answer: Answer) -> bool:
    """Tell whether the answer cites a document that the reference was written from."""
    return any(is_right(citation, answered.question.gold or ()) for citation in answer.citations)


def as_case(answered: AskedQuestion, texts: Mapping[str, str]) -> Case:
    """Return a conversation as a case; refusing is right where there is no clear answer."""
    kind, refused = answered.question.category, answered.answer.abstained
    right = refused if kind in BETTER_REFUSED else cites_relevant(answered, answered.answer)
    outcome = (
        "refused"
        if refused
        else "cites a relevant document"
        if cites_relevant(answered, answered.answer)
        else "cites others"
    )
    verdict = f"{kind}: {outcome}, confidence {answered.unrefused.confidence:.2f}"
    return replace(scoring.as_case(SUITE, answered, texts), score=float(right), verdict=verdict)
