from pathlib import Path

import pytest

import rag
from rag.errors import IndexStale
from rag.ui.handlers.open_article import open_article
from rag.ui.texts import CHANGED, CHANGED_HERE, GONE, MISSING, NOT_OPENED
from tests.ui.handlers.plant import plant_bot


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> rag.Chatbot:
    return plant_bot(tmp_path_factory.mktemp("state"))


def sha256(bot: rag.Chatbot, article_id: str) -> str:
    article = bot.article(article_id)
    assert article
    return article.sha256


def opened(bot: rag.Chatbot, **request: object) -> str:
    return open_article(lambda: bot, request)


def test_the_quote_is_marked(bot: rag.Chatbot) -> None:
    places = {"quote": [0, 25], "others": [[26, 41]]}
    shown = opened(bot, article="plant", sha256=sha256(bot, "plant"), **places)
    assert '<mark class="fn-cited">The plant opened in 2021.</mark>' in shown
    assert '<mark class="fn-other">It makes cells.</mark>' in shown
    assert "fn-note" not in shown


def test_an_article_that_changed_or_left_is_shown_as_it_was_quoted(tmp_path: Path) -> None:
    corpus, state = tmp_path / "corpus", tmp_path / "state"
    corpus.mkdir()
    for name in ("stays", "changes", "leaves"):
        (corpus / f"{name}.txt").write_text(f"The plant that {name} opened in 2021.")
    rag.index(corpus, state)
    bot = rag.open(state)
    hashes = {name: sha256(bot, name) for name in ("stays", "changes", "leaves")}
    (corpus / "leaves.txt").unlink()
    (corpus / "changes.txt").write_text("The plant never opened.")
    rag.index(corpus, state)
    shown = {
        name: opened(bot, article=name, sha256=value, quote=[0, 9])
        for name, value in hashes.items()
    }
    for name, html in shown.items():
        assert f"that {name} opened" in html
    here = CHANGED_HERE.partition("{")[0]
    notes = [[note in html for note in (here, GONE)] for html in shown.values()]
    assert notes == [[False, False], [True, False], [False, True]]
    assert "it says “The plant never opened.” now" in shown["changes"]
    assert CHANGED in opened(bot, article="changes", sha256=hashes["changes"])


@pytest.mark.parametrize("article", ["other", "../../etc/passwd", "plant' OR '1'='1", ""])
def test_an_unknown_article_is_missing(bot: rag.Chatbot, article: str) -> None:
    assert MISSING in opened(bot, article=article, sha256="0" * 64)


PLANT: dict[str, object] = {"article": "plant", "sha256": "0"}
MALFORMED: list[object] = [
    None, "plant", [], {}, {"article": 1, "sha256": "0"}, PLANT | {"quote": [9, 3]},
    PLANT | {"quote": [-1, 3]}, PLANT | {"quote": [1]}, PLANT | {"others": [[1]]},
    PLANT | {"others": [[3, 3]]}, PLANT | {"others": [[0, 1]] * 1_000}, PLANT | {"path": "x"},
]  # fmt: skip


@pytest.mark.parametrize("request_", MALFORMED)
def test_a_malformed_request_is_refused_in_words(request_: object) -> None:
    def unreachable() -> rag.Chatbot:
        raise AssertionError("a malformed request reached the chatbot")

    assert NOT_OPENED in open_article(unreachable, request_)


def test_an_index_that_does_not_open_is_told_in_words() -> None:
    def provider() -> rag.Chatbot:
        raise IndexStale("run `rag index --rebuild`")

    assert "rag index --rebuild" in open_article(provider, PLANT)
