"""An invented town's press: are the verdicts on a draft's sentences and on quotations right?"""

import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import thread_time
from typing import Any

import rag
from eval.harness.suite import Task
from eval.harness.town import FOLDER, read_articles
from rag.core.checked import CheckedText, QuoteCheck, QuoteStanding
from rag.core.checked import SentenceVerdict as Verdict
from rag.evaluation.measure.result import FOOTNOTE, Case, Outcome, Result, Scorer, Shown
from rag.language.guess import guess_language
from rag.language.parsed import parse
from rag.support.check import check_support, shipped_threshold

SUITE = "check"
BEST_HIT = "support of the best hit"
"""The baseline: `rag.supports` on the best passage; where it differs, that contradicts."""
EXACT_WORDS = "words of the best hit"
"""The baseline for quotations: do its words stand in the best passage, one behind the other?"""
REPEATS = 3
"""A quotation is looked up so often; the median is its time, without a pause of the collector."""
STANDINGS = {
    "verbatim": QuoteStanding.FOUND,
    "altered": QuoteStanding.ALTERED,
    "elsewhere": QuoteStanding.ELSEWHERE,
    "absent": QuoteStanding.NOWHERE,
}
_VERDICTS = tuple(Verdict)


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """A sentence of a draft: its id and words, the right verdict, the check, the baseline's."""

    id: str
    text: str
    right: Verdict
    checked: CheckedText
    baseline: Verdict

    @property
    def verdict(self) -> Verdict:
        """The verdict that was given."""
        return self.checked.sentences[0].verdict


@dataclass(frozen=True, slots=True)
class CheckedQuote:
    """A quotation with what was said of it, the baseline's word, and the CPU time in ms."""

    record: Mapping[str, Any]
    check: QuoteCheck
    baseline: QuoteStanding
    ms: float

    @property
    def right(self) -> QuoteStanding:
        """What is right."""
        return STANDINGS[self.record["verdict"]]


def run(task: Task) -> Outcome:
    """An invented town's press: are the verdicts on a draft and on quotations right?"""
    articles = read_articles()
    with tempfile.TemporaryDirectory() as folder:
        task.note("check: indexing")
        rag.index(articles.values(), folder, settings=task.settings)
        bot = rag.open(folder, settings=task.settings)
        ids = {file: article.id for file, article in articles.items()}
        records = read(FOLDER / "drafts.jsonl")[: task.limit]
        drafts = [draft(record, bot) for record in task.track(records, "check: sentences")]
        records = read(FOLDER / "quotes.jsonl")[: task.limit]
        quotes = [quoted(record, bot, ids) for record in task.track(records, "check: quotations")]
        texts = {article.id: article.text for article in articles.values()}
    results = [*score_drafts(drafts), *score_quotes(quotes), *exact(drafts, quotes, texts)]
    return Outcome(results, [*map(_draft_case, drafts), *map(_quote_case, quotes)])


def read(path: Path) -> list[dict[str, Any]]:
    """Return the records of a file, one object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def draft(record: Mapping[str, Any], bot: rag.Chatbot) -> CheckedDraft:
    """Check a sentence of a draft."""
    text = record["text"]
    claim = parse(text, guess_language(text) or "en")
    hit = bot.search(text, 1)[0].chunk
    cross_encoder = bot.searcher.cross_encoder
    support = check_support(claim, parse(hit.text, hit.article.language), cross_encoder)
    verdict = Verdict.NOT_FOUND
    if support.probability >= shipped_threshold(cross_encoder is not None):
        verdict = Verdict.SUPPORTED
    elif any(one.passage for one in support.reasons):
        verdict = Verdict.CONTRADICTED
    right = Verdict(record["verdict"])
    return CheckedDraft(record["id"], text, right, bot.check(text), verdict)


def quoted(record: Mapping[str, Any], bot: rag.Chatbot, ids: Mapping[str, str]) -> CheckedQuote:
    """Look a quotation up."""
    words = record["quote"]
    article = ids[record["claimed_file"]] if record["claimed_file"] else ""
    times = []
    for _ in range(REPEATS):
        begin = thread_time()
        check = bot.verify_quote(words, record["attributed_to"] or "", article=article)
        times.append((thread_time() - begin) * 1_000)
    best = " ".join(re.findall(r"\w+", bot.search(words, 1)[0].chunk.text.lower()))
    stands = " ".join(re.findall(r"\w+", words.lower())) in best
    baseline = QuoteStanding.FOUND if stands else QuoteStanding.NOWHERE
    return CheckedQuote(record, check, baseline, median(times))


def score_drafts(drafts: Sequence[CheckedDraft]) -> Iterator[Result]:
    """Yield how often the verdicts are right, and how many contradictions are found."""
    ids = [one.id for one in drafts]
    right = [_VERDICTS.index(one.right) for one in drafts]
    wrong = [one.right is Verdict.CONTRADICTED for one in drafts]
    for system, verdicts in (
        (FOOTNOTE, [one.verdict for one in drafts]),
        (BEST_HIT, [one.baseline for one in drafts]),
    ):
        scorer = Scorer(SUITE, system)
        given = [_VERDICTS.index(one) for one in verdicts]
        yield from scorer.score("verdicts, macro-F1", "macro f1", right, given, ids=ids)
        told = [one is Verdict.CONTRADICTED for one in verdicts]
        yield from scorer.score("contradictions found", "recall", wrong, told, ids=ids)
        yield from scorer.score("contradictions, precision", "precision", wrong, told, ids=ids)
        for kind in dict.fromkeys(one.right for one in drafts):
            of_kind = [n for n, one in enumerate(drafts) if one.right is kind]
            values = [verdicts[n] is kind for n in of_kind]
            yield from scorer.mean(f"right: {kind}", values, [ids[n] for n in of_kind])


def score_quotes(quotes: Sequence[CheckedQuote]) -> Iterator[Result]:
    """Yield how often quotations are judged right, and how long one takes."""
    ids = [one.record["id"] for one in quotes]
    ours = [one.check.standing is one.right for one in quotes]
    yield from Scorer(SUITE, FOOTNOTE).mean("quotations right", ours, ids)
    theirs = [one.baseline is one.right for one in quotes]
    yield from Scorer(SUITE, EXACT_WORDS).mean("quotations right", theirs, ids)
    times = [one.ms for one in quotes]
    yield from Scorer(SUITE, FOOTNOTE).score("quotation p95, ms of CPU", "p95", times)


def exact(
    drafts: Sequence[CheckedDraft], quotes: Sequence[CheckedQuote], texts: Mapping[str, str]
) -> Iterator[Result]:
    """Yield the share of the citations that are word for word what stands at their place."""
    cited = [citation for one in drafts for citation in one.checked.citations]
    cited += [place.citation for one in quotes for place in one.check.places]
    values = [one.span.slice(texts[one.article.id]) == one.quote for one in cited]
    yield from Scorer(SUITE, FOOTNOTE).mean("citations word for word", values)


def _draft_case(one: CheckedDraft) -> Case:
    cited = tuple(Shown(c.article.title, c.quote) for c in one.checked.citations)
    said = f"{one.verdict}, right is {one.right}"
    return Case(SUITE, one.id, one.text, float(one.verdict is one.right), said, cited=cited)


def _quote_case(one: CheckedQuote) -> Case:
    cited = tuple(Shown(p.citation.article.title, p.citation.quote) for p in one.check.places)
    said = f"{one.check.standing}, right is {one.right}"
    score = float(one.check.standing is one.right)
    return Case(SUITE, one.record["id"], one.record["quote"], score, said, cited=cited)
