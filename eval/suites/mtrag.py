"""MTRAG: conversations whose last question may lean on the earlier ones, and may have no answer.

The pool is reduced to the passages that some question refers to, so that only differences compare with published numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from eval.datasets import Query, read_documents, read_qrels
from eval.rankings import Ranking
from eval.retrieval import Collection, Qrels, Runs, cut, measure, score_runs, with_verdicts
from eval.suites.suite import Task
from rag.evaluation import scoring
from rag.evaluation.answers import token_f1
from rag.evaluation.jsonl import check_fields, read_jsonl
from rag.evaluation.questions import Question, is_right
from rag.evaluation.result import FOOTNOTE, Case, Outcome, Result, Scorer
from rag.evaluation.scoring import Asked, abstention, ask_all, length, score_quotes, spoken
from rag.types import Answer, Turn

SUITE = "mtrag"
MEASURES = ("R@5", "nDCG@5", "nDCG@10")
GAIN = "nDCG@5"
CLASSES = ("answerable", "unanswerable", "underspecified", "partial")
BETTER_REFUSED = ("unanswerable", "underspecified")


def run(task: Task) -> Outcome:
    """MTRAG: retrieval for the last turn of conversations, condensed and not; answers and refusals (reduced pool)."""
    folder = task.find("mtrag-un", "corpus.jsonl", "queries.jsonl", "qrels.tsv")
    qrels = read_qrels(folder)
    with Collection(task, SUITE, read_documents(folder)) as collection:
        questions = read_questions(folder, collection)[: task.limit]
        asked = list(ask_all(collection.bot, task.track(questions, f"{SUITE}: asking")))
        results, runs = retrieve(task, collection, asked, qrels)
        texts = collection.texts
    results += score_answers(asked) + score_refusals(asked) + score_quotes(SUITE, asked, texts)
    return Outcome(results, with_verdicts([as_case(one, texts) for one in asked], runs, qrels))


def read_questions(folder: Path, collection: Collection) -> list[Question]:
    """Return the questions with their conversations; the category is what kind of answer the documents hold.

    The evidence is every document that the reference was written from, whole.

    Raises:
        DataError: naming file, line and field.
    """

    def parse(record: dict[str, Any]) -> Question:
        kind = record["answerability"]
        if kind not in CLASSES:
            raise ValueError(f"field 'answerability' is none of {', '.join(CLASSES)}: {kind!r}")
        gold = tuple(map(collection.whole, record["context_ids"]))
        history = tuple(read_turns(record["history"]))
        return Question(record["id"], cut(record["text"]), kind, (record["reference"],), gold, history)

    fields = {"id": str, "text": str, "answerability": str, "reference": str, "context_ids": list, "history": list}
    return list(read_jsonl(folder / "queries.jsonl", fields, parse))


def read_turns(history: Sequence[Any]) -> list[Turn]:
    """Return what user and assistant said in turn as turns.

    Raises:
        KeyError, ValueError: for what is not such a list.

    >>> read_turns([{"role": "user", "text": "Where?"}, {"role": "assistant", "text": "There."}])
    [Turn(question='Where?', answer='There.')]
    """
    said = [check_fields(message, {"role": str, "text": str}) for message in history]
    if [message["role"] for message in said] != ["user", "assistant"] * (len(said) // 2):
        raise ValueError("field 'history': user and assistant do not take turns")
    return [Turn(user["text"], assistant["text"]) for user, assistant in zip(said[::2], said[1::2], strict=True)]


def retrieve(task: Task, collection: Collection, asked: Sequence[Asked], qrels: Qrels) -> tuple[list[Result], Runs]:
    """Return the results of searching for the condensed question and for the last turn alone, and the former's rankings."""
    judged = [one for one in asked if one.question.id in qrels]
    condensed = [Query(one.question.id, one.served.standalone) for one in judged]
    last = [Query(one.question.id, one.question.text) for one in judged]
    served = {one.question.id: one.examined.hits for one in judged}
    runs = collection.rank_all(task.track(condensed, f"{SUITE}: searching"), served)
    runs_of_last = collection.rank_all(task.track(last, f"{SUITE}: searching for the last turn"))
    both = runs | {f"{system}, last turn": run for system, run in runs_of_last.items()}
    ids = [one.question.id for one in judged]
    return score_runs(SUITE, both, qrels, ids, MEASURES) + gain(runs[FOOTNOTE], runs_of_last[FOOTNOTE], qrels, ids), runs


def gain(condensed: Mapping[str, Ranking], last: Mapping[str, Ranking], qrels: Qrels, ids: Sequence[str]) -> list[Result]:
    """Return how much better the condensed question finds than the last turn alone, by question."""
    ours, alone = (measure(run, qrels, ids, [GAIN])[GAIN] for run in (condensed, last))
    differences = [with_history - without for with_history, without in zip(ours, alone, strict=True)]
    return Scorer(SUITE, FOOTNOTE).mean(f"{GAIN}, condensed less last turn", differences, ids)


def score_answers(asked: Sequence[Asked]) -> list[Result]:
    """Return what the answers to answerable questions cite and say, and how long they are, when none is refused."""
    scorer = Scorer(SUITE, FOOTNOTE)
    able = [one for one in asked if one.question.category == "answerable"]
    ids = [one.question.id for one in able]
    f1 = [token_f1(spoken(one.always), one.question.answers) for one in able]
    return [
        *scorer.mean("cites a relevant document, no abstention", [cites_relevant(one, one.always) for one in able], ids),
        *scorer.mean("token F1, no abstention", f1, ids),
        *scorer.mean("words per answer, no abstention", [length(one.always) for one in able], ids),
    ]


def score_refusals(asked: Sequence[Asked]) -> list[Result]:
    """Return how answerable and unanswerable questions are told apart, and the share refused of each of the four classes."""
    scorer = Scorer(SUITE, FOOTNOTE)
    clear = [one for one in asked if one.question.category in ("answerable", "unanswerable")]
    results = abstention(
        scorer,
        [one.question.id for one in clear],
        [one.question.category == "answerable" for one in clear],
        [cites_relevant(one, one.always) for one in clear],
        [one.always.confidence for one in clear],
        [one.served.abstained for one in clear],
    )
    for kind in CLASSES:
        own = [one for one in asked if one.question.category == kind]
        results += scorer.mean(f"refused: {kind}", [one.served.abstained for one in own], [one.question.id for one in own])
    return results


def cites_relevant(asked: Asked, answer: Answer) -> bool:
    """Tell whether the answer cites a document that the reference was written from."""
    return any(is_right(citation, asked.question.gold or ()) for citation in answer.citations)


def as_case(asked: Asked, texts: Mapping[str, str]) -> Case:
    """Return a conversation with what came of it; refusing is right where there is no clear answer."""
    kind, refused = asked.question.category, asked.served.abstained
    right = refused if kind in BETTER_REFUSED else cites_relevant(asked, asked.served)
    outcome = (
        "refused" if refused else "cites a relevant document" if cites_relevant(asked, asked.served) else "cites others"
    )
    verdict = f"{kind}: {outcome}, confidence {asked.always.confidence:.2f}"
    return replace(scoring.as_case(SUITE, asked, texts), score=float(right), verdict=verdict)
