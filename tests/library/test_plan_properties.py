"""Whatever is done to files between syncs, the library is what a fresh one would be."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from rag.library.catalog import FILE_NAME, Catalog
from rag.library.plan import make_plan
from rag.library.records import digest
from tests.library.corpus import Corpus
from tests.library.plans import known_after
from tests.library.small_embedder import SmallEmbedder

NAMES = ("a.md", "b.md", "deep/c.md", "deep/d.txt", "e.jsonl")
TEXTS = (
    "Cells are made in Heide.",
    "Soup is served.",
    "---\ntitle: T\ndate: 2026-01-01\n---\nA text.",
    "\0",
    '{"id": "one", "text": "First text."}\n{"id": "two", "text": "Second text."}',
    '{"id": "two", "text": "Other text."}',
)
writes = st.tuples(st.just("write"), st.sampled_from(NAMES), st.sampled_from(TEXTS))
removals = st.tuples(st.just("remove"), st.sampled_from(NAMES), st.just(""))
moves = st.tuples(st.just("move"), st.sampled_from(NAMES), st.sampled_from(NAMES))
edits = st.lists(st.one_of(writes, removals, moves), max_size=5)
Edit = tuple[str, str, str]


def carry_out(folder: Path, edits: Sequence[Edit]) -> None:
    for what, name, value in edits:
        path = folder / name
        if what == "write":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(value)
        elif what == "remove":
            path.unlink(missing_ok=True)
        elif path.exists():
            (folder / value).parent.mkdir(exist_ok=True)
            path.rename(folder / value)


def stays_readable(edit: Edit) -> bool:
    """Tell whether what was read before an edit is not kept because nothing can be read now."""
    what, name, value = edit
    if NAMES[-1] not in (name, value):
        return value != TEXTS[3]
    return what == "remove" or what == "write" and value in TEXTS[4:]


def content(corpus: Corpus) -> set[tuple[str, str]]:
    """Return where each article comes from and all that is known of it."""
    corpus.chunk_ids()  # catalog and indexes are of one mind
    with corpus.catalog.view() as view:
        return {(known.identity, digest(article)) for article, known in view.articles()}


@given(st.lists(edits, min_size=1, max_size=4))
def test_after_a_plan_was_carried_out_there_is_nothing_to_do(steps: list[list[Edit]]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name).resolve()
        (folder / "always.md").write_text("It stays.")
        known, seen = known_after(make_plan([folder], [])), {}
        for step in steps:
            carry_out(folder, step)
            plan = make_plan([folder], known, seen)
            known, seen = known_after(plan, known), plan.seen
            again = make_plan([folder], known, seen)
            assert again.empty
            assert (again.failed, again.seen) == (plan.failed, seen)


@settings(max_examples=12)
@given(st.lists(edits, min_size=1, max_size=3))
def test_a_library_that_was_synced_often_is_that_of_a_first_sync(steps: list[list[Edit]]) -> None:
    with TemporaryDirectory() as name:
        root = Path(name).resolve()
        for part in ("articles", "often", "once"):
            (root / part).mkdir()
        folder = root / "articles"
        often, once = (
            Corpus(folder, state, Catalog(state / FILE_NAME), SmallEmbedder)
            for state in (root / "often", root / "once")
        )
        (folder / "always.md").write_text("It stays.")
        for step in steps:
            carry_out(folder, list(filter(stays_readable, step)))
            often.sync(allow_removal=True)
        once.sync()
        assert content(often) == content(once)
        often.catalog.close()
        once.catalog.close()
