"""One system in a process by itself: `python -m eval.speed.worker SYSTEM`.

Reads a command a line from stdin, a JSON list of a method's name and arguments, and writes what it
returns to stdout, one JSON value a line. Nothing heavy is imported before the command that times
it.
"""

import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rag.chatbot import Chatbot

_FIRST = (
    "The plant opened in 2021. It makes battery cells for cars and buses, "
    "and it will be extended in the spring."
)
RERANKED = 20


class System(Protocol):
    """What is timed; every time is in seconds."""

    def start(self, folder: str) -> float:
        """Import, load the model and index one short text in `folder`; return the time."""

    def index(self, source: str, folder: str) -> float:
        """Index a source in a new folder, which later calls search; return the time."""

    def time(self, kind: str, queries: Sequence[str]) -> list[list[float]]:
        """Return one list of times for each query."""


class Footnote:
    """Footnote; its source is a folder of articles.

    Kinds: "stages" (first stage; with 20 reranked), "search" (as served, 10 passages) and "ask".
    """

    def start(self, folder: str) -> float:
        """See `System`."""
        started = perf_counter()
        import rag

        rag.index(rag.Article(_FIRST), folder)
        rag.open(folder)
        return perf_counter() - started

    def index(self, source: str, folder: str) -> float:
        """See `System`."""
        import rag

        started = perf_counter()
        self._report = rag.index(source, folder)
        elapsed = perf_counter() - started
        self.open(folder)
        return elapsed

    def open(self, folder: str) -> None:
        """Open an index, which later calls search."""
        import rag

        self._bot = rag.open(folder)

    def cross_encoder(self) -> list[float]:
        """Load the cross-encoder beside the embedding model; return the time and the MB it adds."""
        from rag.core.span import Span
        from rag.models.cross_encoder.network import Pair
        from rag.models.cross_encoder.weights import load_cross_encoder
        from rag.models.embedding import Embedder

        embedder = Embedder()
        embedder.encode([_FIRST])
        before, started = memory("VmRSS"), perf_counter()
        model = load_cross_encoder(embedder)
        elapsed = perf_counter() - started
        if model:
            model.predict([Pair("When did it open?", _FIRST, [Span(0, 26)])])
        return [elapsed, memory("VmRSS") - before]

    def chunks(self) -> int:
        """Return the number of chunks of the index that `index` made."""
        return self._report.chunks

    def embedded(self) -> int:
        """Return how many of them had to be embedded."""
        return self._report.embedded

    def time(self, kind: str, queries: Sequence[str]) -> list[list[float]]:
        """See `System`."""
        times = {"stages": _time_stages, "search": _time_search, "ask": _time_ask}[kind]
        return [times(self._bot, query) for query in queries]


def _time_stages(bot: "Chatbot", query: str) -> list[float]:
    """Return the time of the first stage, and the time with 20 candidates reranked.

    The first stage is embedding, dense search, BM25 and fusion.
    """
    from rag.core.timing import Trace
    from rag.search.hybrid import find_chunks
    from rag.search.late_interaction import embed_query
    from rag.settings import load_settings

    settings = load_settings().retrieval.model_copy(update={"rerank": RERANKED})
    trace = Trace()
    with bot.library.snapshot() as snapshot:
        with trace.stage("embed"):
            vectors = embed_query(query, bot.searcher.embedder)
        find_chunks(snapshot, vectors, RERANKED, settings, trace)
    seconds = trace.seconds
    return [seconds["embed"] + seconds["search"], seconds["total"]]


def _time_search(bot: "Chatbot", query: str) -> list[float]:
    started = perf_counter()
    bot.search(query)
    return [perf_counter() - started]


def _time_ask(bot: "Chatbot", query: str) -> list[float]:
    started = perf_counter()
    bot.ask(query)
    return [perf_counter() - started]


class LangChain:
    """The baseline; its source is a JSON file of texts by name.

    Kind: "search" (4 chunks, with the query's embedding).
    """

    def start(self, folder: str) -> float:
        """See `System`."""
        started = perf_counter()
        from eval.harness.baseline import Tutorial

        self._tutorial = Tutorial()
        self._tutorial.index({"first": _FIRST}, Path(folder))
        return perf_counter() - started

    def index(self, source: str, folder: str) -> float:
        """See `System`; leaves the number of chunks in `chunks`."""
        texts = json.loads(Path(source).read_text(encoding="utf-8"))
        started = perf_counter()
        self._chunks = self._tutorial.index(texts, Path(folder))
        return perf_counter() - started

    def chunks(self) -> int:
        """Return the number of chunks of the index."""
        return self._chunks

    def time(self, kind: str, queries: Sequence[str]) -> list[list[float]]:
        """See `System`."""
        times = []
        for query in queries:
            started = perf_counter()
            self._tutorial.search(query)
            times.append([perf_counter() - started])
        return times


SYSTEMS: dict[str, Callable[[], System]] = {"footnote": Footnote, "langchain-tutorial": LangChain}


def memory(field: str = "VmHWM") -> float:
    """Return the memory of this process in MB (2**20 bytes).

    "VmHWM" is the most it ever held, "VmRSS" what it holds now.

    Linux counts ru_maxrss from before exec, so a child of a large process would look large. Where
    there is no /proc, both are the most it ever held.
    """
    import resource

    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    kilobytes = next((line.split()[1] for line in lines if line.startswith(f"{field}:")), None)
    return int(kilobytes or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024


def main() -> None:
    """Serve commands until stdin ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints must not mix with the answers
    system = SYSTEMS[sys.argv[1]]()
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        value = memory() if name == "peak_memory" else getattr(system, name)(*arguments)
        print(json.dumps(value), file=answers, flush=True)


if __name__ == "__main__":
    main()
