"""Files as they lie on disk: what is read of them, against what a reader would call the article."""

from collections.abc import Iterable
from dataclasses import dataclass

from eval.harness.copying import judged_pairs, town_articles
from eval.harness.datasets import MissingData, read_documents
from eval.harness.files import GoldFile, page_files, token_f1, town_files
from eval.harness.rewriting import Pair, made_pairs
from eval.harness.starter import CORPUS, ROOT
from eval.harness.suite import Task
from rag.core.article import Article
from rag.core.cluster import fingerprint, is_copy
from rag.core.span import Span
from rag.errors import CorpusError
from rag.evaluation.jsonl import read_jsonl
from rag.evaluation.measure.result import FOOTNOTE, Case, Outcome, Result, Scorer
from rag.language.sentences import sentence_spans
from rag.sources.files import read_file
from rag.sources.injection import suspicions

SUITE = "ingest"
ATTACKS = ROOT / "eval" / "attacks.jsonl"
NEWS = ("qamr", "qadiscourse")
"""The training sets of which most or half is Wikinews."""
OF_INJECTIONS = ("editors-note-summaries.txt",)
"""Articles of the town that print an order to a model."""
MOST_SENTENCES = 5_000
"""So many of each set, and the rest of the last text."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """A file with what was read of it.

    Attributes:
        gold: what is to be read.
        values: how well each thing was read, 0..1, by what it is; all 0 where the file failed.
        reason: why the file failed; empty where it did not.
        text: what was read.
    """

    gold: GoldFile
    values: dict[str, float]
    reason: str = ""
    text: str = ""


def run(task: Task) -> Outcome:
    """Every format: body, title, day, outlet, language of files as they lie on disk; copies."""
    results: list[Result] = []
    cases: list[Case] = []
    for name, files in (("town", town_files()), ("pages", page_files())):
        read = [ingest(gold) for gold in list(files)[: task.limit]]
        results += score(name, read)
        cases += [_case(name, one) for one in read]
    results += score_copies("town", judged_pairs(*town_articles()))
    made = made_pairs([one for _, one in sorted(_starter().items())])
    judged = ((pair.id, pair.is_copy, _taken(pair)) for pair in made)
    results += score_copies("made pairs", judged)
    return Outcome([*results, *score_suspicions(task)], cases)


def score_suspicions(task: Task) -> list[Result]:
    """Return which sentences of real news are taken for text that talks to a model, which attacks.

    Of attacks those of the kinds "held out" are others than the patterns were written on.
    """
    texts = {"town": [gold.body for gold in town_files() if gold.path.name not in OF_INJECTIONS]}
    texts["starter"] = [article.text for _, article in sorted(_starter().items())]
    for name in NEWS:
        try:
            folder = task.find_training(name, "corpus.jsonl")
        except MissingData as error:
            task.note(f"{SUITE}: {error}")
            continue
        texts[name] = [document.text for document in read_documents(folder)]
    results = [_false_alarms(name, several) for name, several in texts.items()]
    fields = {"text": str, "kind": str, "part": str}
    attacks = list(read_jsonl(ATTACKS, fields, dict))
    scorer = Scorer(SUITE, FOOTNOTE)
    for part in ("dev", "held out"):
        found = [float(bool(_suspected(one["text"]))) for one in attacks if one["part"] == part]
        results += scorer.mean(f"attacks found: {part}", found)
    return results


def _false_alarms(name: str, texts: Iterable[str]) -> Result:
    """Return how many of 1,000 sentences are suspected, with the exact interval of a share."""
    from scipy.stats import binomtest

    suspected = count = 0
    for text in texts:
        if count >= MOST_SENTENCES:
            break
        count += len(sentence_spans(text))
        suspected += len(_suspected(text))
    share = binomtest(suspected, count).proportion_ci()
    values = (1_000 * suspected / count, 1_000 * share.low, 1_000 * share.high)
    return Result(SUITE, FOOTNOTE, f"{name}: false alarms per 1,000 sentences", *values, count)


def _suspected(text: str) -> list[Span]:
    return list(suspicions(text, sentence_spans(text)))


def score_copies(name: str, pairs: Iterable[tuple[str, bool, bool]]) -> list[Result]:
    """Return which copies were found, and which pairs were merged that are none."""
    pairs = list(pairs)
    scorer = Scorer(SUITE, FOOTNOTE)
    results: list[Result] = []
    for metric, wanted in (("copies found", True), ("false merges", False)):
        taken = [(pair, float(is_taken)) for pair, is_copy, is_taken in pairs if is_copy is wanted]
        ids, values = zip(*taken, strict=True)
        results += scorer.mean(f"{name}: {metric}", values, ids)
    return results


def _starter() -> dict[str, Article]:
    read = (read_file(str(path), path.name).parse().articles for path in CORPUS.glob("*.md"))
    return {one.id: one for articles in read for one in articles.values()}


def _taken(pair: Pair) -> bool:
    return is_copy(fingerprint(pair.one), fingerprint(pair.other))


def ingest(gold: GoldFile) -> Ingested:
    """Read a file and compare it with what is to be read in it."""
    kinds = ("body F1", "titles", "days", "outlets", "languages")
    try:
        articles = read_file(str(gold.path), gold.path.name).parse().articles
    except CorpusError as error:
        return Ingested(gold, dict.fromkeys(kinds, 0.0), str(error))
    first = next(iter(articles.values()))
    several = list(articles) != [""]
    parts = [f"{one.title}\n\n{one.text}" if several else one.text for one in articles.values()]
    text = "\n\n".join(parts)
    outlet = "" if first.outlet == gold.path.name else first.outlet
    right = (
        several or first.title == gold.title,
        first.published == gold.published,
        outlet == gold.outlet,
        first.language == gold.language,
    )
    values = [token_f1(text, gold.body), *map(float, right)]
    return Ingested(gold, dict(zip(kinds, values, strict=True)), text=text)


def score(name: str, read: Iterable[Ingested]) -> list[Result]:
    """Return how well files were read; a set's name comes before each metric."""
    read = list(read)
    ids = [one.gold.path.name for one in read]
    scorer = Scorer(SUITE, FOOTNOTE)
    named = [float(bool(one.text or one.reason)) for one in read]
    results = scorer.mean(f"{name}: files indexed or named", named, ids)
    results += scorer.mean(f"{name}: files indexed", [float(bool(one.text)) for one in read], ids)
    for kind in read[0].values:
        results += scorer.mean(f"{name}: {kind}", [one.values[kind] for one in read], ids)
    return results


def _case(name: str, one: Ingested) -> Case:
    missed = [kind for kind, value in one.values.items() if value < 1]
    body = one.values["body F1"]
    verdict = one.reason or f"body F1 {body:.3f}" + (f"; not all: {missed}" if missed else "")
    file = one.gold.path.name
    return Case(SUITE, f"{name}/{file}", one.gold.title, body, verdict, answer=one.text)
