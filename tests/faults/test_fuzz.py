"""Whatever a file, its name, a question, its history, its filter or a setting holds.

A result, or an error of ours. What once failed is kept as an example.
"""

import contextlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import rag
from rag import Chatbot, Filter
from rag.errors import CorpusError, RagError, SettingsError
from rag.settings import FILE_NAME, load_settings
from rag.sources.files import discover, read_file
from tests.exact import assert_exact

ODD = "\ud83d|\0|\u202e|\ufeff|\u2028|---\n|title: |published: |!!int |&a [*a]|<script>|[1]|](x)|{{"
WORDS = "What is | Compare | and |Who |Summarise |Northvolt|2025|1 200|−5 °C|?|. "
PIECES = st.characters() | st.sampled_from([*ODD.split("|"), *WORDS.split("|"), "a" * 1_000])
TEXTS = st.lists(PIECES, max_size=12).map("".join)
PASTS = st.one_of(
    st.builds(rag.Turn, TEXTS, TEXTS),
    st.tuples(st.sampled_from(["user", "ai", "system", "?"]), TEXTS),
    st.dictionaries(st.sampled_from(["role", "content", "question", "answer"]), TEXTS),
    st.none() | st.integers() | TEXTS,
)
FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "articles": TEXTS | st.lists(TEXTS, max_size=3),
        "topics": TEXTS | st.lists(TEXTS, max_size=3),
        "since": TEXTS | st.dates(),
        "until": st.none() | st.datetimes(),
    },
)
FUZZ = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FUZZ
@given(question=TEXTS, history=st.lists(PASTS, max_size=3), where=FILTERS)
def test_a_question_is_answered_or_refused_in_our_words(
    starter_bot: Chatbot, question: str, history: list[Any], where: dict[str, Any]
) -> None:
    try:
        limit = Filter(**where)
    except ValueError:  # a day that is none
        return
    with contextlib.suppress(RagError):
        assert_exact(starter_bot.ask(question, history, limit), starter_bot)


@FUZZ
@given(
    name=st.sampled_from(["a.md", "a.txt"]),
    content=TEXTS.map(lambda text: text.encode(errors="replace")) | st.binary(max_size=200),
)
def test_a_file_is_read_or_refused_in_our_words(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with contextlib.suppress(CorpusError):
        assert all(one.text for one in read_file(str(path), name).parse().articles.values())


NAMES = TEXTS.map(lambda text: text.replace("/", "").replace("\0", "")[:40])
VALUES = TEXTS | st.sampled_from(
    ["!!int x", "*a", "{", "2025-13-45", "0000", "|", "'", "@", "1e400"]
)


@FUZZ
@given(
    name=NAMES,
    front=st.dictionaries(
        st.sampled_from(["title", "published", "outlet", "topics", "url", "language"]), VALUES
    ),
    body=TEXTS,
)
@example(name="caf\udce9", front={}, body="Odd.")
@example(name="a", front={"title": '"\\uD83D"'}, body="Odd.")
def test_a_sync_takes_a_file_or_names_it_and_takes_the_others(
    tmp_path: Path, name: str, front: dict[str, str], body: str
) -> None:
    for path in tmp_path.glob("*.md"):
        path.unlink()
    lines = [f"{key}: {value}" for key, value in front.items()]
    odd = tmp_path / f"odd{name}.md"
    try:
        odd.write_bytes("\n".join(["---", *lines, "---", body]).encode(errors="replace"))
    except (OSError, UnicodeEncodeError):  # a name that no file has
        return
    (tmp_path / "good.md").write_text("The plant in Heide opened in 2021.")
    texts = []
    for path, shown in discover([tmp_path]).files:
        with contextlib.suppress(CorpusError):
            articles = read_file(path, shown).parse().articles
            texts += [article.text for article in articles.values()]
    assert "The plant in Heide opened in 2021." in texts


KEYS = ["RAG_ANSWER__WORDS", "RAG_APP", "RAG_CORPUS__PATHS", "RAG_STATE_DIR", "RAG_ANSWER__RISK"]


@FUZZ
@given(
    toml=TEXTS | st.binary(max_size=100),
    key=st.sampled_from(KEYS),
    value=TEXTS.map(lambda text: text.replace("\0", "").encode(errors="replace").decode()),
)
def test_settings_are_taken_or_refused_in_our_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, toml: str | bytes, key: str, value: str
) -> None:
    monkeypatch.chdir(tmp_path)
    data = toml if isinstance(toml, bytes) else toml.encode(errors="replace")
    (tmp_path / FILE_NAME).write_bytes(data)
    monkeypatch.setenv(key, value)
    with contextlib.suppress(SettingsError):
        assert load_settings().answer.words
