"""What chunks hold of the excerpts that answer a question (Chroma's chunking evaluation, 2024).

The scores are those of github.com/brandonstarxel/chunking_evaluation, over characters. All chunks
of all corpora are one collection; of the 5 found for a question those of its own corpus count for
it, and all 5 count as read. "precision omega" judges the chunks alone: the precision if exactly
those chunks were found that meet an excerpt.

"recursive 200/0" is the published row to compare with (all-MiniLM-L6-v2: recall .757, precision
.065, omega .312, IoU .065). It counts tokens of cl100k_base, whose vocabulary is not in any package
and would have to be fetched, so 200 tokens are taken as 880 characters, 4.4 a token. That gives
.747, .063, .306, .063, nearer to it than 800 characters (.731, .068, .330, .067), 920 (.754, .061,
.295, .061) or 200 tokens of the embedding model (.767, .060, .294, .060); the separators are the
published ones.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import rag
from eval.harness.baseline import CHUNK_OVERLAP, CHUNK_SIZE
from eval.harness.baseline import SYSTEM as TUTORIAL
from eval.harness.excerpts import Place, Question, iou, precision, precision_omega, recall
from eval.harness.suite import Task
from rag.core.span import Span
from rag.core.text import normalise
from rag.errors import DataError
from rag.evaluation.jsonl import read_jsonl
from rag.evaluation.measure.result import FOOTNOTE, Case, Outcome, Result, Scorer, Shown

if TYPE_CHECKING:
    from langchain_text_splitters import TextSplitter

    from rag.chatbot import Chatbot
    from rag.models.embedding import Embedder

SUITE = "chunking"
FOUND, SHOWN = 5, 50
RECURSIVE, DENSE = "recursive 200/0", f"{FOOTNOTE}, dense only"
CHARACTERS = 880
SEPARATORS = ["\n\n", "\n", ".", "?", "!", " ", ""]


@dataclass(frozen=True, slots=True)
class Retrieval:
    """All chunks of a system, and those it found for each question, best first."""

    chunks: Sequence[Place]
    retrieved: Sequence[Sequence[Place]]


def run(task: Task) -> Outcome:
    """Five corpora, 472 questions: recall, precision and IoU of 5 chunks in characters."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    from rag.models.embedding import Embedder

    folder = task.find(SUITE, "queries.jsonl")
    everything = read_questions(folder)
    names = sorted({question.corpus for question in everything})
    task.find(SUITE, *(f"corpora/{name}.md" for name in names))
    texts = {name: read_text(folder / "corpora" / f"{name}.md") for name in names}
    questions = everything[: task.limit]
    splitters = {
        RECURSIVE: RecursiveCharacterTextSplitter(
            separators=SEPARATORS, chunk_size=CHARACTERS, chunk_overlap=0, add_start_index=True
        ),
        TUTORIAL: RecursiveCharacterTextSplitter(
            chunk_size=CHUNK_SIZE, chunk_overlap=CHUNK_OVERLAP, add_start_index=True
        ),
    }
    systems, cited = index_and_search(task, texts, questions)
    embedder = Embedder()
    for system, splitter in () if task.alone else splitters.items():
        task.note(f"{SUITE}: {system}")
        systems[system] = search_split(texts, questions, splitter, embedder)
    results = [
        result
        for system, retrieval in systems.items()
        for result in score(system, questions, retrieval)
    ]
    results += score_cited(questions, cited)
    return Outcome(results, worst(texts, questions, systems[FOOTNOTE]))


def read_questions(folder: Path) -> list[Question]:
    """Return the questions of the set (queries.jsonl: id, text, corpus, spans of code points).

    Raises:
        DataError: naming file, line and field.
    """
    fields = {"id": str, "text": str, "corpus": str, "spans": list}
    return list(read_jsonl(folder / "queries.jsonl", fields, _question))


def _question(record: Mapping[str, Any]) -> Question:
    if not record["spans"]:
        raise ValueError("field 'spans' is empty")
    return Question(
        record["id"],
        record["text"],
        record["corpus"],
        tuple(Span(*pair) for pair in record["spans"]),
    )


def read_text(path: Path) -> str:
    """Return the text of a corpus.

    Raises:
        DataError: when it is not in the form that Footnote stores, since the excerpts' offsets
            would not fit then.
    """
    text = path.read_bytes().decode()
    if normalise(text) != text:
        raise DataError(
            f"{path.name} has other line ends or characters than the benchmark's file: get it again"
        )
    return text


def index_and_search(
    task: Task, texts: Mapping[str, str], questions: Sequence[Question]
) -> tuple[dict[str, Retrieval], list[list[Place]]]:
    """Return what Footnote finds, what its dense index finds, and what its answers cite.

    The answers are those when none is refused. Each corpus is one article.
    """
    with TemporaryDirectory() as state:
        task.note(f"{SUITE}: {FOOTNOTE}")
        rag.index(
            [rag.Article(text, id=name) for name, text in texts.items()],
            state,
            settings=task.settings,
        )
        bot = rag.open(state, settings=task.settings)
        with bot.library.snapshot() as snapshot:
            stored = snapshot.view.chunks(snapshot.view.chunk_ids(texts))
        places = {name: Place(chunk.article.id, chunk.span) for name, (chunk, _) in stored.items()}
        answers = [
            bot.quote(question.text) for question in task.track(questions, f"{SUITE}: asking")
        ]
        retrieved = [[places[hit.chunk.id] for hit in one.hits[:FOUND]] for one in answers]
        cited = [
            [Place(citation.article.id, citation.span) for citation in one.unrefused.citations]
            for one in answers
        ]
        dense = [[places[name] for name in nearest(bot, question)] for question in questions]
    chunks = list(places.values())
    return {FOOTNOTE: Retrieval(chunks, retrieved), DENSE: Retrieval(chunks, dense)}, cited


def nearest(bot: "Chatbot", question: Question) -> list[str]:
    """Return the ids of the chunks that the dense index alone finds."""
    (query,) = bot.searcher.embedder.encode([question.text], "query")
    with bot.library.snapshot() as snapshot:
        return [name for name, _ in snapshot.dense.search(query.dense, FOUND)]


def search_split(
    texts: Mapping[str, str],
    questions: Sequence[Question],
    splitter: "TextSplitter",
    embedder: "Embedder",
) -> Retrieval:
    """Return what exact cosine search finds among a splitter's chunks."""
    import numpy as np

    chunks = [Place(name, span) for name, text in texts.items() for span in split(text, splitter)]
    made = embedder.encode([place.span.slice(texts[place.corpus]) for place in chunks])
    queries = embedder.encode([question.text for question in questions], "query")
    cosines = (
        np.stack([query.dense for query in queries]) @ np.stack([chunk.dense for chunk in made]).T
    )
    best = np.argsort(-cosines, axis=1, kind="stable")[:, :FOUND]
    return Retrieval(chunks, [[chunks[index] for index in row] for row in best])


def split(text: str, splitter: "TextSplitter") -> list[Span]:
    """Return where a splitter's chunks stand in the text; it must add start indexes.

    Raises:
        ValueError: when the splitter does not find one of its chunks again.
    """
    spans = []
    for document in splitter.create_documents([text]):
        start = document.metadata["start_index"]
        if start < 0:
            raise ValueError(f"the splitter lost its chunk {document.page_content[:40]!r}")
        spans.append(Span(start, start + len(document.page_content)))
    return spans


def score(system: str, questions: Sequence[Question], retrieval: Retrieval) -> list[Result]:
    """Return the four scores of a system, means over the questions."""
    scorer, ids = Scorer(SUITE, system), [question.id for question in questions]
    pairs = list(zip(questions, retrieval.retrieved, strict=True))
    omega = [precision_omega(question, retrieval.chunks) for question in questions]
    return [
        *scorer.mean(f"recall at {FOUND}", [recall(*pair) for pair in pairs], ids),
        *scorer.mean(f"precision at {FOUND}", [precision(*pair) for pair in pairs], ids),
        *scorer.mean("precision omega", omega, ids),
        *scorer.mean(f"IoU at {FOUND}", [iou(*pair) for pair in pairs], ids),
    ]


def score_cited(questions: Sequence[Question], cited: Sequence[Sequence[Place]]) -> list[Result]:
    """Return the scores of the cited sentences in place of the chunks; without any they are 0."""
    scorer, ids = Scorer(SUITE, FOOTNOTE), [question.id for question in questions]
    pairs = list(zip(questions, cited, strict=True))
    return [
        *scorer.mean("recall of the cited text", [recall(*pair) for pair in pairs], ids),
        *scorer.mean("IoU of the cited text", [iou(*pair) for pair in pairs], ids),
    ]


def worst(
    texts: Mapping[str, str], questions: Sequence[Question], retrieval: Retrieval
) -> list[Case]:
    """Return the questions with the lowest recall as cases, worst first, ties by id."""
    cases = [
        _case(texts, question, places)
        for question, places in zip(questions, retrieval.retrieved, strict=True)
    ]
    return sorted(cases, key=lambda case: (case.score, case.id))[:SHOWN]


def _case(texts: Mapping[str, str], question: Question, places: Sequence[Place]) -> Case:
    share = recall(question, places)
    return Case(
        SUITE,
        question.id,
        question.text,
        share,
        f"{share:.0%} of the excerpts found",
        tuple(_shown(texts, Place(question.corpus, span)) for span in question.excerpts),
        tuple(_shown(texts, place, precision(question, [place]) > 0) for place in places),
    )


def _shown(texts: Mapping[str, str], place: Place, right: bool | None = None) -> Shown:
    label = f"{place.corpus}, {place.span.start}-{place.span.end}"
    return Shown(label, place.span.slice(texts[place.corpus]), None, right)
