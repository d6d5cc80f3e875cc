"""Files as they lie on disk: what is read of them, against what a reader would call the article."""

from collections.abc import Iterable
from dataclasses import dataclass

from eval.harness.copying import judged_pairs, town_articles
from eval.harness.files import GoldFile, page_files, token_f1, town_files
from eval.harness.rewriting import Pair, made_pairs
from eval.harness.starter import CORPUS
from eval.harness.suite import Task
from rag.core.article import Article
from rag.core.cluster import fingerprint, is_copy
from rag.errors import CorpusError
from rag.evaluation.measure.result import FOOTNOTE, Case, Outcome, Result, Scorer
from rag.sources.files import read_file

SUITE = "ingest"


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
    return Outcome(results, cases)


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
