import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import CorpusError
from rag.sources.detecting import BY_NAME
from rag.sources.reading import MOST_BYTES, read_articles


@pytest.mark.parametrize(("data", "reason"), [(b"", "empty file"), (b"\xef\xbb\xbf \r\n", "empty")])
def test_an_empty_file(data: bytes, reason: str) -> None:
    with pytest.raises(CorpusError, match=reason):
        read_articles(data, "a.md")


def test_a_text_may_not_be_as_large_as_an_archive() -> None:
    with pytest.raises(CorpusError, match="larger than 10 MB: split it"):
        read_articles(b"a" * (MOST_BYTES + 1), "a.txt")


def test_a_file_in_which_nothing_can_be_read_says_why() -> None:
    with pytest.raises(CorpusError, match="no article in it: A: an article needs text"):
        read_articles(b'[{"title": "A", "text": "..."}]', "a.json")


def test_what_was_read_can_be_sent_to_another_process() -> None:
    reading = read_articles("Die Mühle steht still.".encode("cp1252"), "a.txt")
    assert pickle.loads(pickle.dumps(reading)) == reading


def test_an_archive_in_an_archive_is_not_opened() -> None:
    with pytest.raises(CorpusError, match="an archive in an archive: unpack it"):
        read_articles(b"PK\x05\x06" + b"\0" * 18, "a.zip", nested=True)


def articles_or_line(data: bytes, name: str) -> bool:
    try:
        return all(one.text for one in read_articles(data, name).articles.values())
    except CorpusError as error:
        return "\n" not in str(error)


@given(st.binary(max_size=200), st.sampled_from(sorted(BY_NAME)))
def test_any_bytes_under_any_name_are_articles_or_one_line(data: bytes, ending: str) -> None:
    assert articles_or_line(data, f"a{ending}")


ARTICLES = sorted(Path("eval/town/articles").iterdir())


@given(st.data())
def test_a_damaged_file_is_articles_or_one_line(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(ARTICLES))
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole)))
    damage = data.draw(st.binary(max_size=20))
    assert articles_or_line(whole[:at] + damage + whole[at + len(damage) :], path.name)
