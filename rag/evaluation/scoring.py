"""Ask questions of an index and score the answers."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rag.answering.asking import Examined
from rag.chatbot import Chatbot
from rag.evaluation.answers import holds, token_f1
from rag.evaluation.questions import Gold, Question, is_right, precision, recall
from rag.evaluation.result import FOOTNOTE, Case, Outcome, Result, Scorer, Shown
from rag.types import Answer, Citation

SHOWN = 5
"""Passages that a case shows."""
ENOUGH = 0.5
"""An answer counts as right in the risk-coverage curve when it cites at least this share of the gold evidence."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with everything that came of it."""

    question: Question
    examined: Examined

    @property
    def served(self) -> Answer:
        """What a user gets."""
        return self.examined.served

    @property
    def always(self) -> Answer:
        """The answer if nothing were refused."""
        return self.examined.always


Track = Callable[[Iterable[Question]], Iterable[Question]]
"""Passes questions on and shows how far it is."""


def evaluate(
    suite: str, bot: Chatbot, questions: Sequence[Question], texts: Mapping[str, str], track: Track = iter
) -> tuple[Outcome, list[Asked]]:
    """Ask every question and score the answers.

    Args:
        suite: the name that the results carry.
        bot: the chatbot over the index, with the settings in force.
        questions: see `load_questions`.
        texts: the articles' texts by id, to check quotes against.
        track: shows the progress.

    Returns:
        The results with the cases behind them, and the answers for further scores.
    """
    asked = list(ask_all(bot, track(questions)))
    results = score_evidence(suite, asked) + score_correctness(suite, asked) + score_quotes(suite, asked, texts)
    results += score_rejected(suite, asked) + score_abstention(suite, asked)
    return Outcome(results, [as_case(suite, a, texts) for a in asked]), asked


def ask_all(bot: Chatbot, questions: Iterable[Question]) -> Iterator[Asked]:
    """Ask every question, with its conversation."""
    for question in questions:
        yield Asked(question, bot.examine(question.text, question.history))


def score_evidence(suite: str, asked: Sequence[Asked]) -> list[Result]:
    """Return recall, precision and F1 of the cited evidence and the length of answers, over answerable questions.

    Recall without abstention is what the citations find; as served, a refusal counts 0. Precision as served is over every
    answer that was given, so the answer to an unanswerable question counts 0.
    """
    scorer = Scorer(suite, FOOTNOTE)
    able = [a for a in asked if a.question.answerable]
    given = [a for a in asked if a.served.citations and a.question.gold is not None]
    ids = [a.question.id for a in able]
    found = [recall(_gold(a), a.always) for a in able]
    exact = [precision(_gold(a), a.always) for a in able]
    results = [
        *scorer.mean("evidence recall, no abstention", found, ids),
        *scorer.mean("evidence recall, as served", [recall(_gold(a), a.served) for a in able], ids),
        *scorer.mean("citation precision, no abstention", exact, ids),
        *scorer.mean("citation precision, as served", [precision(_gold(a), a.served) for a in given]),
        *scorer.mean("evidence F1, no abstention", list(map(harmonic, exact, found)), ids),
        *scorer.mean("words per answer, no abstention", [length(a.always) for a in able], ids),
    ]
    categories = sorted({a.question.category for a in able})
    for category in categories if len(categories) > 1 else ():
        own = [(value, a.question.id) for value, a in zip(found, able, strict=True) if a.question.category == category]
        values, names = zip(*own, strict=True)
        results += scorer.mean(f"evidence recall, no abstention: {category}", values, names)
    return results


def score_correctness(suite: str, asked: Sequence[Asked]) -> list[Result]:
    """Return how often the answer holds a reference answer word by word, and its token F1, where there are references.

    A quoted answer is longer than a reference, which token F1 counts against it: read it beside the words per answer.
    """
    scorer = Scorer(suite, FOOTNOTE)
    known = [a for a in asked if a.question.answerable and a.question.answers]
    ids = [a.question.id for a in known]
    said = [(spoken(a.always), a.question.answers) for a in known]
    return [
        *scorer.mean("answer holds a reference, no abstention", [holds(*pair) for pair in said], ids),
        *scorer.mean("token F1, no abstention", [token_f1(*pair) for pair in said], ids),
    ]


def score_quotes(suite: str, asked: Sequence[Asked], texts: Mapping[str, str]) -> list[Result]:
    """Return the share of citations whose quote stands in its article's text at exactly its span."""
    cited = [citation for a in asked for answer in (a.served, a.always) for citation in answer.citations]
    exact = [citation.quote == citation.span.slice(texts.get(citation.article.id, "")) for citation in cited]
    return Scorer(suite, FOOTNOTE).mean("verbatim quotes", exact)


def score_rejected(suite: str, asked: Sequence[Asked]) -> list[Result]:
    """Return how often an answer cites again what somebody said does not support it."""
    known = [a for a in asked if a.question.rejected]
    again = [any(is_right(citation, a.question.rejected) for citation in a.served.citations) for a in known]
    return Scorer(suite, FOOTNOTE).mean("rejected quotes cited again", again, [a.question.id for a in known])


def score_abstention(suite: str, asked: Sequence[Asked]) -> list[Result]:
    """Return how well confidence tells answerable from unanswerable questions, and who is refused as served."""
    judged = [a for a in asked if a.question.gold is not None]
    right = [a.question.answerable and recall(_gold(a), a.always) >= ENOUGH for a in judged]
    return abstention(
        Scorer(suite, FOOTNOTE),
        [a.question.id for a in judged],
        [a.question.answerable for a in judged],
        right,
        [a.always.confidence for a in judged],
        [a.served.abstained for a in judged],
    )


def abstention(
    scorer: Scorer,
    ids: Sequence[str],
    answerable: Sequence[bool],
    right: Sequence[bool],
    confidence: Sequence[float],
    refused: Sequence[bool],
) -> list[Result]:
    """Return everything about refusing, from one value a question in each list; nothing where all are of one kind.

    Args:
        scorer: the system.
        ids: the questions' ids.
        answerable: whether the corpus holds the answer.
        right: whether the answer that is given when nothing is refused is right.
        confidence: 0..1, higher is surer.
        refused: whether the question is refused as served.
    """
    if len(set(answerable)) < 2:
        return scorer.mean("answerable refused" if all(answerable) else "unanswerable refused", refused, ids)
    unanswerable = [not able for able in answerable]
    kinds = {"answerable": answerable, "unanswerable": unanswerable}
    results = [
        *scorer.score("abstention AUC", "auc", answerable, confidence, ids=ids),
        *scorer.score("abstention balanced accuracy", "balanced accuracy", unanswerable, refused, ids=ids),
        *scorer.score("refusal precision", "precision", unanswerable, refused, ids=ids),
        *scorer.score("refusal recall", "recall", unanswerable, refused, ids=ids),
        *scorer.score("refusal F1", "f1", unanswerable, refused, ids=ids),
    ]
    for kind, chosen in kinds.items():
        own = [(said, name) for said, name, one in zip(refused, ids, chosen, strict=True) if one]
        results += scorer.mean(f"{kind} refused", [said for said, _ in own], [name for _, name in own])
    results += scorer.score("risk-coverage area", "aurc", right, confidence, ids=ids)
    return results


def as_case(suite: str, asked: Asked, texts: Mapping[str, str]) -> Case:
    """Return a question with what came of it, for the report."""
    question, answer = asked.question, asked.served
    gold = question.gold or ()
    if question.gold is None:
        score, verdict = 1.0, "evidence unknown"
    elif gold:
        score = recall(gold, answer)
        verdict = "refused" if answer.abstained else f"cites {score:.0%} of the evidence"
    else:
        score = float(answer.abstained)
        verdict = "rightly refused" if answer.abstained else "answered, but the corpus does not hold the answer"
    return Case(
        suite,
        question.id,
        question.text,
        score,
        f"{verdict}, confidence {asked.always.confidence:.2f}",
        tuple(Shown(quote.article_id, quote.span.slice(texts.get(quote.article_id, ""))) for quote in gold),
        tuple(Shown(hit.chunk.article.title, hit.chunk.text, hit.score) for hit in asked.examined.hits[:SHOWN]),
        tuple(show_citation(citation, gold) for citation in answer.citations),
        answer.text,
    )


def show_citation(citation: Citation, gold: Sequence[Gold]) -> Shown:
    """Return a citation as a case shows it."""
    return Shown(citation.article.title, citation.quote, None, is_right(citation, gold))


def harmonic(precision: float, recall: float) -> float:
    """Return the F1 of a precision and a recall, 0 where both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def spoken(answer: Answer) -> str:
    """Return the sentences of an answer without their markers."""
    return " ".join(sentence.text for sentence in answer.sentences)


def length(answer: Answer) -> int:
    """Return the number of words in the sentences of an answer."""
    return len(spoken(answer).split())


def _gold(asked: Asked) -> tuple[Gold, ...]:
    return asked.question.gold or ()
