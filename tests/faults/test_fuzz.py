"""Whatever a file, a question, its history or its filter holds: a result, or an error of ours."""

import contextlib
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import rag
from rag import Chatbot, Filter
from rag.errors import CorpusError, RagError
from rag.sources.files import read_file
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
        assert read_file(str(path), name).parse().text
