import io
import json
from pathlib import Path
from zipfile import ZipFile

import pytest

import rag
from rag.errors import NotKept, RagError
from rag.library.kept import Kept, open_kept
from rag.render.exports.forms import Format
from rag.settings import Settings
from rag.ui.handlers.handing_on import (
    PACK,
    TYPES,
    clip,
    clipped_copy,
    clipped_file,
    copied,
    exported,
)
from tests.ui.handlers.plant import plant_bot
from tests.ui.keeping import OTHER, OWNER, Asked, asked
from tests.ui.tree import EN

QUOTE = "The plant opened in 2021."


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("state")


@pytest.fixture(scope="module")
def bot(state: Path) -> rag.Chatbot:
    return plant_bot(state)


@pytest.fixture
def kept(bot: rag.Chatbot) -> Kept:
    return open_kept(bot.library, keep=False)


@pytest.fixture
def talk(kept: Kept, bot: rag.Chatbot) -> Asked:
    return asked(kept, bot)


def test_an_answer_and_a_quote_are_copied(kept: Kept, talk: Asked) -> None:
    answer = copied(kept, OWNER, talk.conversation, talk.turn, 0, EN)
    quote = copied(kept, OWNER, talk.conversation, talk.turn, 1, EN)
    for one in (answer, quote):
        assert QUOTE in one.html
        assert "A plant" in one.markdown
    assert len(quote.markdown) < len(answer.markdown)


@pytest.mark.parametrize("form", TYPES)
def test_every_format_is_a_file_with_a_name_and_a_kind(
    kept: Kept, talk: Asked, state: Path, form: str
) -> None:
    settings = Settings(state_dir=state)
    for turn in (talk.turn, ""):
        file = exported(kept, OWNER, talk.conversation, turn, form, settings, EN)
        assert file.name.startswith("When-did-the-plant-open.")
        assert file.kind == TYPES[form]
        assert file.data


def test_a_pack_holds_what_can_be_verified(kept: Kept, talk: Asked, state: Path) -> None:
    settings = Settings(state_dir=state)
    file = exported(kept, OWNER, talk.conversation, "", PACK, settings, EN)
    with ZipFile(io.BytesIO(file.data)) as pack:
        assert pack.testzip() is None
        assert len(pack.namelist()) > 1


def test_quotes_are_clipped_and_handed_on_with_their_notes(kept: Kept, talk: Asked) -> None:
    clip(kept, OWNER, talk.conversation, talk.turn, 1)
    (clipping,) = kept.clippings.all(OWNER)
    assert (clipping.quote, clipping.turn_id) == (QUOTE, talk.turn)
    kept.clippings.write_note(OWNER, clipping.id, "mine\nand yours")
    assert "mine and yours" in clipped_copy(kept, OWNER, EN).markdown
    file = clipped_file(kept, OWNER, Format.JSON, EN)
    assert file.name == "Clippings.json"
    assert QUOTE in json.dumps(json.loads(file.data))


def test_nothing_is_handed_on_that_is_not_there_or_not_yours(
    kept: Kept, talk: Asked, state: Path
) -> None:
    settings = Settings(state_dir=state)
    asking = kept.conversations.start(OWNER, "Not answered?")
    for owner, conversation, turn, quote in (
        (OTHER, talk.conversation, talk.turn, 0),
        (OWNER, "none", talk.turn, 0),
        (OWNER, talk.conversation, "none", 0),
        (OWNER, talk.conversation, talk.turn, 9),
        (OWNER, asking.info.id, asking.turns[-1].id, 0),
    ):
        with pytest.raises(NotKept):
            copied(kept, owner, conversation, turn, quote, EN)
    with pytest.raises(NotKept):
        exported(kept, OWNER, asking.info.id, "", Format.TEXT, settings, EN)
    with pytest.raises(NotKept):
        clipped_copy(kept, OTHER, EN)
    with pytest.raises(RagError):
        exported(kept, OWNER, talk.conversation, "", "exe", settings, EN)
