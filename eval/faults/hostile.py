"""Hostile and odd inputs, each given to the command line: a result or one line, no traceback."""

import json
import os
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.faults.children import run_rag
from eval.faults.journal import Tried

GOOD = "The plant in Heide opened in 2021."
QUESTION = "When did the plant in Heide open?"
STATE = "state"
"""A library that holds the good article, which each input finds in its folder."""
SEED = 26


@dataclass(frozen=True, slots=True)
class Input:
    """What is given to the command line.

    Attributes:
        id: a name.
        arguments: of `rag`.
        files: written before, by name; bytes that are no UTF-8 are allowed in both.
        environ: variables that are set.
        then: the question that must still be answered, from the state folder "new".
    """

    id: str
    arguments: tuple[str, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)
    environ: Mapping[str, str] = field(default_factory=dict)
    then: str = ""


def inputs() -> list[Input]:
    """Return all inputs, always the same."""
    return [
        *(_article(f"text {n}", b"odd.md", text) for n, text in enumerate(_texts())),
        *(_article(f"name {n}", name, b"Odd text.") for n, name in enumerate(_names())),
        *(_article(f"front matter {n}", b"odd.md", t) for n, t in enumerate(_front_matter())),
        *(Input(f"question {n}", ("ask", q, "--state", STATE)) for n, q in enumerate(_questions())),
        *(Input(f"settings {n}", ("settings",), {"rag.toml": t}) for n, t in enumerate(_tomls())),
        *(Input(f"variable {n}", ("settings",), {}, dict([v])) for n, v in enumerate(_variables())),
        *(Input(f"arguments {n}", a) for n, a in enumerate(_arguments())),
        *(
            Input(f"questions {n}", ("eval", "q.jsonl", "--state", STATE), {"q.jsonl": text})
            for n, text in enumerate(_question_files())
        ),
    ]


def try_inputs(names: Sequence[str]) -> Iterator[Tried]:
    """Yield what came of each input."""
    by_id = {one.id: one for one in inputs()}
    with TemporaryDirectory() as name:
        parent = Path(name)
        _write(parent / "good" / "good.md", GOOD.encode())
        run_rag("index", "good", "--state", STATE, cwd=parent)
        for name in names:
            yield Tried(name, _outcome(by_id[name], parent))


def _outcome(one: Input, parent: Path) -> str:
    with TemporaryDirectory(dir=parent) as name:
        cwd = Path(name)
        (cwd / STATE).symlink_to(parent / STATE)
        for file, content in one.files.items():
            _write(cwd / file, content)
        ran = run_rag(*one.arguments, cwd=cwd, environ=one.environ)
        if ran.problem or not one.then:
            return ran.problem
        if ran.code not in (0, 3):
            return f"one file stopped the sync: {ran.said[0]}"
        asked = run_rag("ask", one.then, "--state", "new", cwd=cwd)
        return asked.problem or ("" if GOOD in asked.out else f"not answered: {asked.out[:100]}")


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _article(name: str, file: bytes, content: bytes) -> Input:
    """Return an input that indexes a file beside the good article."""
    files = {"a/good.md": GOOD.encode(), "a/" + os.fsdecode(file): content}
    return Input(name, ("index", "a", "--state", "new"), files, then=QUESTION)


def _texts() -> list[bytes]:
    chance = random.Random(SEED)
    runs = ["a" * 2_000, "\u0301" * 3_000, "=" * 5_000, "[" * 20_000, "[1" * 20_000, "." * 20_000]
    words = ["deadbeef" * 300, "\u0e01" * 3_000, "漢" * 3_000, "👩‍👩‍👧" * 500, "\u202e\u2066" * 500]
    letters = ["\0", "\x1b[2J\x1b]0;x\x07", "\u200b" * 50, "\ufeff" * 9, "\u2028\u2029", "\r", "\t"]
    marks = ["<script>alert(1)</script>", "{{7*7}}", "${x}", "%s%n", "`id`", "'; DROP TABLE a;--"]
    links = ["[x](javascript:alert(1))", "![x](http://a.test/?q={x})", "<img src=x onerror=y>"]
    more = [
        "| a | b |\n|---|",
        "```\nopen",
        "# \n## \n",
        "> > > >",
        "- \n- \n-",
        "***",
        "---\n---\n---",
    ]
    texts = [*runs, *words, *letters, *marks, *links, *more]
    raw = [
        b"",
        b" ",
        b"\xff\xfe\x00",
        b"\xef\xbb\xbf",
        "Odd.".encode("utf-16"),
        b"\x80abc",
        b"\n" * 9,
    ]
    return [
        *(text.encode() for text in texts),
        *(f"Odd {text} text.".encode() for text in texts),
        *raw,
        *(chance.randbytes(500) for _ in range(4)),
    ]


def _names() -> list[bytes]:
    texts = [
        "a b.md", "ü.md", "u\u0308.md", "漢字.md", "🔋.md", "\u202efdp.md", "-rf.md", "~.md",
        "$HOME.md",
        "%41.md", "a?b#c.md", "a:b.md", "a|b.md", "a\\b.md", "a\nb.md", "a\tb.md", "'\".md",
        "<b>.md",
        ".md", "..md", "con.md", "x" * 240 + ".md", "odd.MD", "odd.md.md", "good.txt", "[a].md",
        "*.md",
    ]  # fmt: skip
    return [*(text.encode() for text in texts), b"caf\xe9.md", b"\xff\xfe.md"]


def _front_matter() -> list[bytes]:
    values = [
        "", "~", "!!int x", "!!float x", "!!timestamp x", "!!python/object/apply:os.system [id]",
        "&a [*a]", "*nothing", '"\\uD83D"', "{", "[" * 2_000, "9" * 5_000, "0000-00-00",
        "2025-13-45",
        "'" + "x" * 20_000 + "'", "|\n  a\n  b", "12:30", "1e400", "\x1b[31mred", "<script>",
    ]  # fmt: skip
    keys = ["title", "published", "topics", "url"]
    blocks = [f"{key}: {value}" for key in keys for value in values]
    blocks += ["no yaml at all", "- a\n- b", "title: a\ntitle: b", "? x", ": :", "\t", "%YAML 9.9"]
    return [f"---\n{block}\n---\nOdd text.".encode() for block in blocks] + [b"---\ntitle: open\n"]


def _questions() -> list[str]:
    chance = random.Random(SEED)
    fixed = [
        "", " ", "?", ".", "\ufeff", "\u200b", "a" * 2_000, "a " * 5_000, "x" * 20_000,
        "\x1b[31mred?",
        "AND OR NOT", '"', "'", "(((", "a:b^2 ~3 *", "[x TO y]", "\\", "%", "_", "NEAR/3", "+-+-",
        "What <script>?", "{{x}}", "Compare and", "Compare A and A", "Summarise", "And?", "And it?",
        "Who?", "1 200 000", "−5 °C?", "2025-02-30", "since 0000", "ＷＨＯ?", "𝐖𝐡𝐨?", "من؟", "誰?",
        "क?",
        "👩‍👩‍👧?", "\u202eohw", "e\u0301" * 500, "What " * 300, "; ".join(["Who?"] * 50),
        "Are you sure?",
    ]  # fmt: skip
    letters = "abcXYZ 019?!.,;:'\"()[]{}<>/\\|~^*+-=_%$#@&`\n\té漢🔋\u202e\u200b"
    drawn = ["".join(chance.choices(letters, k=chance.randrange(1, 400))) for _ in range(20)]
    return [text for text in [*fixed, *drawn] if not text.startswith("-")]


def _tomls() -> list[bytes]:
    texts = [
        "", "x", "x = ", "x = 1", "[answer]\nwords = -1", "[answer]\nwords = 'many'", "[answer]",
        "answer = 1", "answer = []", "[answer]\nwords = 1e400", "[answer]\nwords = nan",
        "[app]\nport=0",
        "[app]\nport = 99999", "[app]\nhost = 'not a host'", "state_dir = ''", "state_dir = 1",
        "[corpus]\npaths = 'a'", "[corpus]\npaths = [1]", "[corpus]\npaths = []",
        "[chat]\nmodel = 1",
        "[retrieval]\ncandidates = 0", "[chunking]\nwords = 0", "[nope]\nx = 1",
        "x = " + "[" * 2_000,
        "x = " + "9" * 5_000, "x = '" + "y" * 10_000, "\0", "[answer]\n[answer]", "a.b.c.d = 1",
    ]  # fmt: skip
    return [*(text.encode() for text in texts), b"\xff\xfe", b"\xef\xbb\xbf[app]\nport = 8000\n"]


def _variables() -> list[tuple[str, str]]:
    return [
        ("RAG_NOPE", "1"), ("RAG_APP__PORT", "x"), ("RAG_APP__PORT", "-1"), ("RAG_APP__PORT", ""),
        ("RAG_APP", "{"), ("RAG_APP", "[]"), ("RAG_APP", '{"port": {}}'), ("RAG_STATE_DIR", ""),
        ("RAG_CORPUS__PATHS", "a"), ("RAG_CORPUS__PATHS", "[" * 999), ("RAG_ANSWER__RISK", "nan"),
        ("RAG_ANSWER__WORDS", "9" * 5_000), ("RAG_ANSWER__NOPE", "1"),
        ("RAG_ANSWER__GUARD", "maybe"),
    ]  # fmt: skip


def _arguments() -> list[tuple[str, ...]]:
    return [
        (), ("nope",), ("--nope",), ("--version",), ("ask",), ("ask", "a", "b"), ("ask", ""),
        ("ask", "Q?", "--state", ""), ("ask", "Q?", "--state", "nowhere"),
        ("ask", "Q?", "--state", "/"),
        ("ask", "Q?", "--state", "x" * 5_000), ("search", "Q", "-k", "0"),
        ("search", "Q", "-k", "x"),
        ("search", "Q", "-k", "9" * 40), ("search", "", "--state", STATE), ("index", ""),
        ("index", "nowhere"), ("index", "/dev/null"), ("index", "/dev/zero", "--state", "new"),
        ("index", "x" * 5_000), ("index", "\x1b[31m"), ("index", "a\nb"),
        ("index", "/proc/self/mem"),
        ("show", "nope", "--state", STATE), ("show", "good:5-2", "--state", STATE),
        ("show", "good:0-999", "--state", STATE), ("show", "good:x", "--state", STATE),
        ("show", "", "--state", STATE), ("show", ":", "--state", STATE),
        ("forget", "", "--state", STATE),
        ("forget", "nope", "--state", STATE), ("eval", "nowhere.jsonl"), ("eval", "."),
        ("eval", "/dev/null", "--state", STATE), ("feedback",),
        ("feedback", "export", "--state", "x"),
    ]  # fmt: skip


def _question_files() -> list[bytes]:
    good = {"id": "q", "question": QUESTION, "category": "c", "evidence": []}
    odd: list[object] = [
        None,
        1,
        "",
        "\ud83d",
        [],
        {},
        "x" * 20_000,
        [None],
        [{}],
        [{"article": 1, "quote": []}],
    ]
    changed = [good | {key: value} for key in ("id", "question", "evidence") for value in odd]
    lines = ["", "{", "[]", "1", '"x"', "[" * 50_000, '{"id":' * 5_000, "nan", json.dumps(good) * 2]
    texts = [*map(json.dumps, changed), *lines]
    return [*(text.encode() for text in texts), b"\xff\xfe", b"\0" * 50]
