import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

import rag
from rag.core.recheck import Standing
from rag.errors import CorpusError, DataError, IndexMissing
from rag.settings import ChatSettings, EmbeddingSettings, Settings, load_settings

QUESTION = "How many jobs has the plant in Heide?"


def article(text: str) -> rag.Article:
    return rag.Article(text, title="Heide", id="heide", published="2026-10-05")


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """A state folder with one article."""
    rag.index(article("The plant in Heide has 900 jobs. It opened in 2021."), tmp_path)
    return tmp_path


@pytest.fixture
def pack(state: Path) -> Path:
    """An evidence pack of an answer over it."""
    file = state / "heide.zip"
    file.write_bytes(rag.evidence_pack(rag.open(state).ask(QUESTION), state, with_articles=True))
    return file


def test_the_same_answer_asked_twice_gives_the_same_bytes(state: Path) -> None:
    one, other = (rag.evidence_pack(rag.open(state).ask(QUESTION), state) for _ in range(2))
    assert one == other
    assert rag.evidence_pack([rag.open(state).ask(QUESTION)], state, title="Jobs") != one


def test_a_pack_says_what_the_answers_were_made_with(pack: Path) -> None:
    with ZipFile(pack) as archive:
        made = json.loads(archive.read("made-with.json"))
    assert made["footnote"] == rag.__version__
    assert made["library"]["articles"] == 1
    assert set(made["weights_sha256"]) == {"embedding", "cross_encoder"}
    assert made["settings"]["answer"]["sentences"] == 5
    assert "base_url" not in made["settings"]["chat"]


def test_nothing_in_a_pack_tells_of_the_machine(state: Path) -> None:
    model = state / "qwen.gguf"
    model.write_bytes(b"weights")
    settings = Settings(
        state_dir=state,
        embedding=EmbeddingSettings(model=str(state)),
        chat=ChatSettings(model=f"gguf:{model}", base_url="http://10.0.0.7/v1"),
    )
    answer = rag.open(state).ask(QUESTION)
    data = rag.evidence_pack(answer, settings=settings)
    assert str(state).encode() not in data
    assert b"10.0.0.7" not in data
    with ZipFile(BytesIO(data)) as archive:
        made = json.loads(archive.read("made-with.json"))
    assert made["settings"]["chat"]["model"] == "gguf:qwen.gguf"
    assert len(made["weights_sha256"]["chat"]) == 64


def test_a_pack_is_compared_with_its_library(pack: Path, state: Path) -> None:
    found = rag.verify(pack, state)
    assert (found.proven, found.compared, found.changed, found.quotes) == (True, True, False, 1)
    rag.index(article("The plant in Heide has 900 jobs. It opened in 2022."), state)
    found = rag.verify(pack, state)
    assert [one.recheck.standing for one in found.rechecked] == [Standing.EDITED_ELSEWHERE]
    rag.index(article("The plant in Heide has 1,200 jobs."), state)
    found = rag.verify(pack, state)
    assert [one.recheck.standing for one in found.rechecked] == [Standing.EDITED_HERE]
    assert (found.proven, found.changed) == (True, True)
    rag.forget("heide", state)
    found = rag.verify(pack, state)
    assert [one.recheck.standing for one in found.rechecked] == [Standing.WITHDRAWN]


def test_a_pack_is_proven_without_its_library(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    found = rag.verify(pack)
    assert (found.proven, found.compared) == (True, False)
    other = tmp_path / "other"
    rag.index(rag.Article("Soup is served.", title="Soup"), other)
    found = rag.verify(pack, settings=load_settings(state_dir=other))
    assert (found.quotes, found.rechecked, found.compared, found.changed) == (1, (), True, False)
    with pytest.raises(IndexMissing):
        rag.verify(pack, tmp_path / "none")


def test_a_pack_that_was_changed_is_not_compared(pack: Path, state: Path) -> None:
    pack.write_bytes(pack.read_bytes().replace(b"900 jobs", b"901 jobs"))
    found = rag.verify(pack, state)
    assert not found.proven
    assert (found.compared, found.rechecked) == (False, ())


def test_a_file_that_can_not_be_read_is_a_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(DataError, match="choose another file"):
        rag.verify(tmp_path / "none.zip")
    large = tmp_path / "large.zip"
    with large.open("wb") as file:
        file.truncate(500_000_001)
    with pytest.raises(DataError, match="larger than 500 MB"):
        rag.verify(large)


def test_what_the_library_does_not_have_is_no_evidence(state: Path) -> None:
    answer = rag.open(state).ask(QUESTION)
    cited = answer.citations[0]
    other = replace(cited, article=replace(cited.article, sha256="0" * 64))
    with pytest.raises(CorpusError, match="the text of heide that is quoted is not in the library"):
        rag.evidence_pack(replace(answer, citations=(other,)), state)
    with pytest.raises(DataError, match="no answer to hand on"):
        rag.evidence_pack([], state)
