"""Ask questions of an index and score the answers."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rag.answering.quoting import Quoted
from rag.chatbot import Chatbot
from rag.core.answer import Answer, Citation
from rag.core.corpus import Filter
from rag.errors import DataError
from rag.evaluation.matching import holds, token_f1
from rag.evaluation.measure.result import FOOTNOTE, Case, Outcome, Result, Scorer, Shown
from rag.evaluation.questions import Gold, Question, is_right, precision, recall

SHOWN = 5
"""Passages that a case shows."""
ENOUGH = 0.5
"""The share of the gold evidence that an answer must cite to count as right in the risk curve."""


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question with the answer and what it rests on."""

    question: Question
    quoted: Quoted

    @property
    def answer(self) -> Answer:
        """What a user gets."""
        return self.quoted.answer

    @property
    def unrefused(self) -> Answer:
        """The answer if nothing were refused."""
        return self.quoted.unrefused


Track = Callable[[Iterable[Question]], Iterable[Question]]
"""Passes questions on and shows how far it is."""


def evaluate(
    suite: str,
    bot: Chatbot,
    questions: Sequence[Question],
    texts: Mapping[str, str],
    track: Track = iter,
) -> tuple[Outcome, list[AskedQuestion]]:
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
    answered = list(ask_all(bot, track(questions)))
    results = (
        score_evidence(suite, answered)
        + score_correctness(suite, answered)
        + score_quotes(suite, answered, texts)
    )
    results += score_rejected(suite, answered) + score_abstention(suite, answered)
    return Outcome(results, [as_case(suite, a, texts) for a in answered]), answered


def ask_all(bot: Chatbot, questions: Iterable[Question]) -> Iterator[AskedQuestion]:
    """Ask every question, with its conversation, of all articles but those that it leaves out."""
    for question in questions:
        where = _all_but(question.without, bot) if question.without else Filter()
        yield AskedQuestion(question, bot.quote(question.text, question.history, where))


def _all_but(left_out: Sequence[str], bot: Chatbot) -> Filter:
    """Return what takes all articles but some.

    Raises:
        DataError: where no article is left: an empty filter would take all.
    """
    kept = tuple(info.id for info in bot.articles() if info.id not in left_out)
    if not kept:
        raise DataError("a question leaves out every article: leave out fewer")
    return Filter(articles=kept)


def score_evidence(suite: str, answered: Sequence[AskedQuestion]) -> list[Result]:
    """Return recall, precision and F1 of the cited evidence, and the length of answers.

    Only answerable questions count. Recall without abstention is what the citations find; as
    served, a refusal counts 0. Precision as served is over every answer that was given, so the
    answer to an unanswerable question counts 0.
    """
    scorer = Scorer(suite, FOOTNOTE)
    able = [a for a in answered if a.question.answerable]
    given = [a for a in answered if a.answer.citations and a.question.gold is not None]
    ids = [a.question.id for a in able]
    recalls = [recall(_gold(a), a.unrefused) for a in able]
    precisions = [precision(_gold(a), a.unrefused) for a in able]
    results = [
        *scorer.mean("evidence recall, no abstention", recalls, ids),
        *scorer.mean("evidence recall, as served", [recall(_gold(a), a.answer) for a in able], ids),
        *scorer.mean("citation precision, no abstention", precisions, ids),
        *scorer.mean(
            "citation precision, as served", [precision(_gold(a), a.answer) for a in given]
        ),
        *scorer.mean("evidence F1, no abstention", list(map(harmonic, precisions, recalls)), ids),
        *scorer.mean("words per answer, no abstention", [length(a.unrefused) for a in able], ids),
    ]
    categories = sorted({a.question.category for a in able})
    for category in categories if len(categories) > 1 else ():
        of_category = [
            (value, a.question.id)
            for value, a in zip(recalls, able, strict=True)
            if a.question.category == category
        ]
        values, names = zip(*of_category, strict=True)
        results += scorer.mean(f"evidence recall, no abstention: {category}", values, names)
    return results


def score_correctness(suite: str, answered: Sequence[AskedQuestion]) -> list[Result]:
    """Return how often the answer holds a reference answer word by word, and its token F1.

    Only answerable questions with reference answers count.
    A quoted answer is longer than a reference, which token F1 counts against it: read it beside the
    words per answer.
    """
    scorer = Scorer(suite, FOOTNOTE)
    known = [a for a in answered if a.question.answerable and a.question.answers]
    ids = [a.question.id for a in known]
    pairs = [(spoken(a.unrefused), a.question.answers) for a in known]
    return [
        *scorer.mean(
            "answer holds a reference, no abstention", [holds(*pair) for pair in pairs], ids
        ),
        *scorer.mean("token F1, no abstention", [token_f1(*pair) for pair in pairs], ids),
    ]


def score_quotes(
    suite: str, answered: Sequence[AskedQuestion], texts: Mapping[str, str]
) -> list[Result]:
    """Return the share of citations whose quote stands in its article at exactly its span."""
    cited = [
        citation
        for a in answered
        for answer in (a.answer, a.unrefused)
        for citation in answer.citations
    ]
    exact = [
        citation.quote == citation.span.slice(texts.get(citation.article.id, ""))
        for citation in cited
    ]
    return Scorer(suite, FOOTNOTE).mean("verbatim quotes", exact)


def score_rejected(suite: str, answered: Sequence[AskedQuestion]) -> list[Result]:
    """Return how often an answer cites again a quote that somebody rejected."""
    known = [a for a in answered if a.question.rejected]
    again = [
        any(is_right(citation, a.question.rejected) for citation in a.answer.citations)
        for a in known
    ]
    return Scorer(suite, FOOTNOTE).mean(
        "rejected quotes cited again", again, [a.question.id for a in known]
    )


def score_abstention(suite: str, answered: Sequence[AskedQuestion]) -> list[Result]:
    """Return how well confidence tells answerable questions from others, and who is refused."""
    judged = [a for a in answered if a.question.gold is not None]
    right = [a.question.answerable and recall(_gold(a), a.unrefused) >= ENOUGH for a in judged]
    return abstention(
        Scorer(suite, FOOTNOTE),
        [a.question.id for a in judged],
        [a.question.answerable for a in judged],
        right,
        [a.unrefused.confidence for a in judged],
        [a.answer.abstained for a in judged],
    )


def abstention(
    scorer: Scorer,
    ids: Sequence[str],
    answerable: Sequence[bool],
    right: Sequence[bool],
    confidence: Sequence[float],
    refused: Sequence[bool],
) -> list[Result]:
    """Return everything about refusing; each list has a value for every question.

    Where all questions are of one kind, there is nothing but the share that is refused.

    Args:
        scorer: the system.
        ids: the questions' ids.
        answerable: whether the corpus holds the answer.
        right: whether the answer that is given when nothing is refused is right.
        confidence: 0..1, higher is surer.
        refused: whether the question is refused as served.
    """
    if len(set(answerable)) < 2:
        return scorer.mean(
            "answerable refused" if all(answerable) else "unanswerable refused", refused, ids
        )
    unanswerable = [not able for able in answerable]
    kinds = {"answerable": answerable, "unanswerable": unanswerable}
    results = [
        *scorer.score("abstention AUC", "auc", answerable, confidence, ids=ids),
        *scorer.score(
            "abstention balanced accuracy", "balanced accuracy", unanswerable, refused, ids=ids
        ),
        *scorer.score("refusal precision", "precision", unanswerable, refused, ids=ids),
        *scorer.score("refusal recall", "recall", unanswerable, refused, ids=ids),
        *scorer.score("refusal F1", "f1", unanswerable, refused, ids=ids),
    ]
    for kind, chosen in kinds.items():
        rows = [row for row, taken in zip(refused, chosen, strict=True) if taken]
        names = [name for name, taken in zip(ids, chosen, strict=True) if taken]
        results += scorer.mean(f"{kind} refused", rows, names)
    results += scorer.score("risk-coverage area", "aurc", right, confidence, ids=ids)
    return results


def as_case(suite: str, answered: AskedQuestion, texts: Mapping[str, str]) -> Case:
    """Return a question with its answer as a case of the report."""
    question, answer = answered.question, answered.answer
    gold = question.gold or ()
    if question.gold is None:
        score, verdict = 1.0, "evidence unknown"
    elif gold:
        score = recall(gold, answer)
        verdict = "refused" if answer.abstained else f"cites {score:.0%} of the evidence"
    else:
        score = float(answer.abstained)
        verdict = (
            "rightly refused"
            if answer.abstained
            else "answered, but the corpus does not hold the answer"
        )
    return Case(
        suite,
        question.id,
        question.text,
        score,
        f"{verdict}, confidence {answered.unrefused.confidence:.2f}",
        tuple(
            Shown(quote.article_id, quote.span.slice(texts.get(quote.article_id, "")))
            for quote in gold
        ),
        tuple(
            Shown(hit.chunk.article.title, hit.chunk.text, hit.score)
            for hit in answered.quoted.hits[:SHOWN]
        ),
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


def _gold(answered: AskedQuestion) -> tuple[Gold, ...]:
    return answered.question.gold or ()
