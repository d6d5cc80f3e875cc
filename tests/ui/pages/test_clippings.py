from pathlib import Path

import pytest

import rag
from rag.library.kept import Kept, open_kept
from rag.ui.catalogue import LANGUAGES, catalogue
from rag.ui.handlers.handing_on import clip
from rag.ui.pages.clippings import clippings_page
from rag.ui.pages.room import Holding
from tests.render.exports.payloads import PAYLOADS
from tests.ui.handlers.plant import plant_bot
from tests.ui.keeping import OTHER, OWNER, asked

EN = catalogue("en")


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> rag.Chatbot:
    state: Path = tmp_path_factory.mktemp("state")
    return plant_bot(state)


@pytest.fixture
def kept(bot: rag.Chatbot) -> Kept:
    """Where one quote is among the clippings of `OWNER`."""
    kept = open_kept(bot.library, keep=False)
    talk = asked(kept, bot)
    clip(kept, OWNER, talk.conversation, talk.turn, 1)
    return kept


def test_a_clipping_has_its_words_its_article_and_a_note(kept: Kept) -> None:
    html = clippings_page(EN, kept, OWNER, Holding())
    assert "The plant opened in 2021.</blockquote>" in html
    assert "A plant" in html
    assert EN("not_kept") in html.partition("</head>")[2]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("owner", [OTHER, ""])
def test_nobody_sees_those_of_another(kept: Kept, language: str, owner: str) -> None:
    t = catalogue(language)
    html = clippings_page(t, kept, owner, Holding())
    assert "The plant opened" not in html
    assert f'id="fn-clippings-none">{t("no_clippings")}</p>' in html


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_note_is_words(kept: Kept, payload: str) -> None:
    (clipping,) = kept.clippings.all(OWNER)
    kept.clippings.write_note(OWNER, clipping.id, payload)
    html = clippings_page(EN, kept, OWNER, Holding()).partition('id="fn-clippings"')[2]
    shown = html.partition("</textarea>")[0].rpartition(">")[2]
    assert "<" not in shown
    assert html.count("<textarea") == 1
