"""CLAPNQ: long answers out of Wikipedia passages; half of the questions have none."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.datasets import read_documents
from eval.langchain_tutorial import SYSTEM as BASELINE
from eval.langchain_tutorial import Tutorial
from eval.suites.starter import as_answer, score_baseline
from eval.suites.suite import Task
from rag.article import Article
from rag.evaluation.answers import token_f1
from rag.evaluation.jsonl import read_jsonl
from rag.evaluation.questions import Gold, Question, recall
from rag.evaluation.result import FOOTNOTE, Outcome, Result, Scorer
from rag.evaluation.scoring import Asked, evaluate, harmonic, length, spoken
from rag.text import normalise
from rag.types import Answer, Filter, Span

if TYPE_CHECKING:
    from rag.chatbot import Chatbot

SUITE = "clapnq"


@dataclass(frozen=True, slots=True)
class Item:
    """A question of the set.

    Attributes:
        question: the question; its gold evidence is empty where it has no answer, None where nobody marked it.
        passages: the ids of the passages it was asked about, which hold the answer if there is one.
        sentences: the sentences of these passages as the set cuts them.
        reference: the long answer that people wrote; empty where there is none.
    """

    question: Question
    passages: tuple[str, ...]
    sentences: tuple[Gold, ...]
    reference: str


def run(task: Task) -> Outcome:
    """CLAPNQ: evidence sentences, long answers and refusals, over all passages and with the passage given."""
    import rag

    folder = task.find(SUITE, "corpus.jsonl", "queries.jsonl")
    articles = {d.id: Article(d.text, title=d.title, id=d.id) for d in read_documents(folder)}
    texts = {article.id: article.text for article in articles.values()}
    items = spread(list(read_items(folder, articles)), task.limit)
    with tempfile.TemporaryDirectory() as temporary:
        state = Path(temporary, "state")
        task.note(f"{SUITE}: indexing {len(articles)} passages")
        rag.index(articles.values(), state, settings=task.settings)
        bot = rag.open(state, settings=task.settings)
        questions = [item.question for item in items]
        outcome, asked = evaluate(SUITE, bot, questions, texts, lambda all_: task.track(all_, f"{SUITE}: asking"))
        given = list(ask_given(bot, task.track(items, f"{SUITE}: asking, passage given")))
        task.note(f"{SUITE}: indexing {len(articles)} passages with the baseline")
        tutorial = Tutorial()
        tutorial.index(texts, Path(temporary, "baseline"))
        found = [(question, tutorial.search(question.text)) for question in questions if question.answerable]
    words = task.settings.answer.words
    references = {item.question.id: item.reference for item in items}
    results = [
        *outcome.results,
        *score_answers(FOOTNOTE, "no abstention", [(a.question, a.always) for a in asked], references),
        *score_given(items, given),
        *score_answers(FOOTNOTE, "passage given", [(a.question, a.always) for a in given], references),
        *score_baseline(SUITE, found, articles, words),
        *score_answers(
            BASELINE, "no abstention", [(q, as_answer(chunks, articles, words)) for q, chunks in found], references
        ),
    ]
    return Outcome(results, outcome.cases)


def read_items(folder: Path, articles: Mapping[str, Article]) -> Iterator[Item]:
    """Yield the questions of the set and find every evidence sentence in its passage.

    Raises:
        DataError: naming file, line and field.
    """

    cut = read_sentences(folder, articles)

    def parse(record: dict[str, Any]) -> Item:
        passages = tuple(record["passage_ids"])
        if unknown := [passage for passage in passages if passage not in articles]:
            raise ValueError(f"question {record['id']}, field 'passage_ids': {unknown[0]!r} is not in corpus.jsonl")
        sentences = tuple(sentence for passage in passages for sentence in cut[passage])
        gold: tuple[Gold, ...] | None = ()
        if record["answerable"]:
            quotes = record["evidence_sentences"]
            try:
                gold = tuple(_find(quote, [articles[passage] for passage in passages]) for quote in quotes) or None
            except ValueError as error:
                raise ValueError(f"question {record['id']}, field 'evidence_sentences': {error}") from error
        category = "answerable" if record["answerable"] else "unanswerable"
        question = Question(record["id"], record["text"], category, (), gold, ())
        return Item(question, passages, sentences, record["reference"])

    fields = {"id": str, "text": str, "answerable": bool, "passage_ids": list, "reference": str, "evidence_sentences": list}
    return read_jsonl(folder / "queries.jsonl", fields, parse)


def read_sentences(folder: Path, articles: Mapping[str, Article]) -> dict[str, list[Gold]]:
    """Return the sentences of each passage as the set cuts them, by the passage's id.

    Raises:
        DataError: naming file, line and field.
    """

    def parse(record: dict[str, Any]) -> tuple[str, list[Gold]]:
        found: list[Gold] = []
        for sentence in record["sentences"]:
            try:
                found.append(_find(sentence, [articles[record["id"]]], found[-1].span.end if found else 0))
            except ValueError as error:
                raise ValueError(f"passage {record['id']}, field 'sentences': {error}") from error
        return record["id"], found

    return dict(read_jsonl(folder / "corpus.jsonl", {"id": str, "sentences": list}, parse))


def spread(items: Sequence[Item], limit: int | None) -> Sequence[Item]:
    """Return at most `limit` items, evenly spread: the file has the answerable questions first."""
    return items[:: max(1, len(items) // limit)][:limit] if limit else items


def ask_given(bot: "Chatbot", items: Iterable[Item]) -> Iterator[Asked]:
    """Ask every question of its own passages alone."""
    for item in items:
        yield Asked(item.question, bot.examine(item.question.text, where=Filter(articles=item.passages)))


def score_given(items: Sequence[Item], asked: Sequence[Asked]) -> list[Result]:
    """Return which sentences are cited when nothing is refused, and who is refused, where the passage was given.

    The unit is a sentence as the set cuts it, as in the published numbers; it is cited when a citation covers half of it.
    """
    scorer = Scorer(SUITE, FOOTNOTE)
    judged = [(item, a) for item, a in zip(items, asked, strict=True) if a.question.gold is not None]
    able = [(item, a) for item, a in judged if a.question.answerable]
    cited = [[s for s in item.sentences if recall([s], a.always)] for item, a in able]
    right = [len(set(a.question.gold or ()) & set(own)) for (_, a), own in zip(able, cited, strict=True)]
    exact = [count / len(own) if own else 0.0 for count, own in zip(right, cited, strict=True)]
    found = [count / len(a.question.gold or ()) for count, (_, a) in zip(right, able, strict=True)]
    ids = [a.question.id for _, a in able]
    answerable = [a.question.answerable for _, a in judged]
    confidence = [a.always.confidence for _, a in judged]
    results = [
        *scorer.mean("evidence precision, passage given", exact, ids),
        *scorer.mean("evidence recall, passage given", found, ids),
        *scorer.mean("evidence F1, passage given", list(map(harmonic, exact, found)), ids),
        *scorer.mean("words per answer, passage given", [length(a.always) for _, a in able], ids),
        *scorer.score(
            "abstention AUC, passage given", "auc", answerable, confidence, ids=[a.question.id for _, a in judged]
        ),
    ]
    for kind in ("answerable", "unanswerable"):
        own = [a for _, a in judged if a.question.category == kind]
        refused = [a.served.abstained for a in own]
        results += scorer.mean(f"{kind} refused, passage given", refused, [a.question.id for a in own])
    return results


def score_answers(
    system: str, label: str, answers: Sequence[tuple[Question, Answer]], references: Mapping[str, str]
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
    said = [(spoken(answer), references[question.id]) for question, answer in answers if question.answerable]
    ids = [question.id for question, _ in answers if question.answerable]
    return [
        *scorer.mean(f"ROUGE-L, {label}", [rouge.score(right, text)["rougeL"].fmeasure for text, right in said], ids),
        *scorer.mean(f"token F1, {label}", [token_f1(text, [right]) for text, right in said], ids),
    ]


def _find(quote: str, passages: Sequence[Article], begin: int = 0) -> Gold:
    quote = normalise(quote)
    for passage in passages:
        start = passage.text.find(quote, begin)
        if quote and start >= 0:
            return Gold(passage.id, Span(start, start + len(quote)))
    raise ValueError(f"not in the passage: {quote[:60]!r}")
