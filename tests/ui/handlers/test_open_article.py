from pathlib import Path

import pytest

import rag
from rag.core.conversation import QuotedIn
from rag.core.recheck import Quotation
from rag.core.span import Span
from rag.errors import IndexStale
from rag.ui.catalogue import catalogue
from rag.ui.handlers.open_article import open_article
from tests.ui.handlers.plant import plant_bot

EN = catalogue("en")
OWNER = "session:somebody"


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> rag.Chatbot:
    return plant_bot(tmp_path_factory.mktemp("state"))


def sha256(bot: rag.Chatbot, article_id: str) -> str:
    article = bot.article(article_id)
    assert article
    return article.sha256


def opened(bot: rag.Chatbot, **request: object) -> str:
    return open_article(lambda: bot, request, EN, nobody, OWNER)


def nobody(owner: str, article_id: str) -> list[QuotedIn]:
    """No other answer quotes any article."""
    return []


def test_the_quote_is_marked(bot: rag.Chatbot) -> None:
    places = [[1, 0, 25], [4, 26, 41]]
    shown = opened(bot, article="plant", sha256=sha256(bot, "plant"), quotes=places, turn="t")
    assert 'data-quote="1">The plant opened in 2021.</span>' in shown
    assert 'data-quote="4">It makes cells.</span>' in shown
    assert "fn-note" not in shown


def test_a_place_that_no_footnote_quotes_is_shown(bot: rag.Chatbot) -> None:
    shown = opened(bot, article="plant", sha256=sha256(bot, "plant"), place=[26, 41])
    assert "data-place>It makes cells.</span>" in shown
    assert "data-quote" not in shown
    for wrong in ([41, 26], [1], [0, 1, 2], "x"):
        shown = opened(bot, article="plant", sha256=sha256(bot, "plant"), place=wrong)
        assert "It makes cells." not in shown


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
        name: opened(bot, article=name, sha256=value, quotes=[[1, 0, 9]])
        for name, value in hashes.items()
    }
    for name, html in shown.items():
        assert f"that {name} opened" in html
    here = EN.texts["changed_here"].partition("{")[0]
    notes = [[note in html for note in (here, EN("gone"))] for html in shown.values()]
    assert notes == [[False, False], [True, False], [False, True]]
    assert "it says “The plant never opened.” now" in shown["changes"]
    assert EN("changed") in opened(bot, article="changes", sha256=hashes["changes"])


@pytest.mark.parametrize("article", ["other", "../../etc/passwd", "plant' OR '1'='1", ""])
def test_an_unknown_article_is_missing(bot: rag.Chatbot, article: str) -> None:
    assert EN("missing_article") in opened(bot, article=article, sha256="0" * 64)


PLANT: dict[str, object] = {"article": "plant", "sha256": "0"}
MALFORMED: list[object] = [
    None, "plant", [], {}, {"article": 1, "sha256": "0"}, PLANT | {"quotes": [[1, 9, 3]]},
    PLANT | {"quotes": [[1, -1, 3]]}, PLANT | {"quotes": [[1]]}, PLANT | {"quotes": [[1, 3, 3]]},
    PLANT | {"quotes": [1, 0, 3]}, PLANT | {"quotes": [[1, 0, 1]] * 1_000}, PLANT | {"path": "x"},
    PLANT | {"quotes": [["1", 0, 3]]}, PLANT | {"turn": "x" * 101},
    PLANT | {"article": "x" * 1_001},
]  # fmt: skip


@pytest.mark.parametrize("request_", MALFORMED)
def test_a_malformed_request_is_refused_in_words(request_: object) -> None:
    def unreachable() -> rag.Chatbot:
        raise AssertionError("a malformed request reached the chatbot")

    shown = open_article(unreachable, request_, EN, nobody, OWNER)
    assert EN("not_opened") in shown


def test_an_index_that_does_not_open_is_told_in_words() -> None:
    def provider() -> rag.Chatbot:
        raise IndexStale("run `rag index --rebuild`")

    assert "rag index --rebuild" in open_article(provider, PLANT, EN, nobody, OWNER)


def test_other_answers_of_the_same_owner_are_named_once_without_this_one(
    bot: rag.Chatbot,
) -> None:
    place = Quotation("plant", "0", Span(0, 9), "The plant")
    kept = [
        QuotedIn(f"talk-{n}", "", f"turn-{n}", f"Question {n}?", number, place)
        for n in range(9)
        for number in (1, 2)
    ]
    asked: list[tuple[str, str]] = []

    def quoting(owner: str, article_id: str) -> list[QuotedIn]:
        asked.append((owner, article_id))
        return kept

    request = {"article": "plant", "sha256": sha256(bot, "plant"), "turn": "turn-0"}
    shown = open_article(lambda: bot, request, EN, quoting, OWNER)
    assert asked == [(OWNER, "plant")]
    assert "Question 0?" not in shown
    assert [shown.count(f"Question {n}?") for n in range(1, 9)] == [1] * 5 + [0] * 3
    assert "/#/c/talk-1/turn/turn-1" in shown
