import pytest

import rag
from rag.errors import IndexStale
from rag.ui import reader


@pytest.fixture
def bot(tmp_path, embedder):
    rag.index(rag.Article("The plant opened in 2021. It makes cells.", title="A plant", id="plant"), tmp_path)
    return rag.open(tmp_path)


def ask_for(bot, **request):
    return reader.read(lambda: bot, request)


def test_the_quote_is_marked(bot):
    sha256 = bot.article("plant").sha256
    shown = ask_for(bot, article="plant", sha256=sha256, quote=[0, 25], others=[[26, 41]])
    assert '<mark class="fn-cited">The plant opened in 2021.</mark> <mark class="fn-other">It makes cells.</mark>' in shown
    assert "fn-note" not in shown


def test_a_changed_article_is_shown_as_it_was_quoted(bot, tmp_path):
    sha256 = bot.article("plant").sha256
    rag.index(rag.Article("The plant never opened.", title="A plant", id="plant"), tmp_path)
    shown = ask_for(bot, article="plant", sha256=sha256, quote=[0, 25])
    assert reader.CHANGED in shown
    assert "The plant opened in 2021." in shown


def test_an_article_that_left_is_shown_as_it_was_quoted(tmp_path, embedder):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name in ("stays", "leaves"):
        (corpus / f"{name}.txt").write_text(f"The plant that {name} opened in 2021.")
    rag.index(corpus, tmp_path / "state")
    bot = rag.open(tmp_path / "state")
    sha256 = bot.article("leaves").sha256
    (corpus / "leaves.txt").unlink()
    rag.index(corpus, tmp_path / "state")
    shown = ask_for(bot, article="leaves", sha256=sha256, quote=[0, 9])
    assert reader.GONE in shown
    assert "that leaves opened" in shown


@pytest.mark.parametrize("article", ["other", "../../etc/passwd", "plant' OR '1'='1", ""])
def test_an_unknown_article_is_said_to_be_missing(starter_bot, article):
    assert reader.MISSING in ask_for(starter_bot, article=article, sha256="0" * 64)


@pytest.mark.parametrize(
    "request_",
    [
        None, "plant", [], {}, {"article": 1, "sha256": "0"}, {"article": "plant", "sha256": "0", "quote": [9, 3]},
        {"article": "plant", "sha256": "0", "quote": [-1, 3]}, {"article": "plant", "sha256": "0", "others": [[1]]},
        {"article": "plant", "sha256": "0", "others": [[0, 1]] * 1_000}, {"article": "plant", "sha256": "0", "path": "x"},
    ],
)  # fmt: skip
def test_a_malformed_request_is_refused_in_words(request_):
    assert reader.MALFORMED in reader.read(pytest.fail, request_)


def test_an_index_that_does_not_open_is_told_in_words():
    def provider():
        raise IndexStale("run `rag index --rebuild`")

    assert "rag index --rebuild" in reader.read(provider, {"article": "plant", "sha256": "0"})
