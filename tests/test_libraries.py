from pathlib import Path

import pytest

from rag.errors import SettingsError
from rag.libraries import DEFAULT, LibrarySettings, check_name, in_place, is_name, known_names
from rag.sections import AnswerSettings, CorpusSettings
from rag.settings import Settings

HOSTILE = [
    "", "-a", "A", "a b", "a_b", "../a", "..", "/etc", "a/b", "a\\b", "a\n", "a\0", "é", "a.b",
    "a" * 64, "٣", "~", "%2e%2e",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_could_be_a_path_is_refused(name: str) -> None:
    assert not is_name(name)
    with pytest.raises(SettingsError, match="no library can be called"):
        check_name(name)


@pytest.mark.parametrize("name", ["a", "9", "press-2026", "a" * 63])
def test_a_plain_name_is_taken(name: str) -> None:
    assert check_name(name) == name


def test_libraries_are_known_by_their_table_or_their_folder(tmp_path: Path) -> None:
    for folder in ("wire", "No name", ".hidden"):
        (tmp_path / "libraries" / folder).mkdir(parents=True)
    (tmp_path / "libraries" / "file").write_text("")
    assert known_names(["press"], tmp_path) == (DEFAULT, "press", "wire")
    assert known_names([], tmp_path / "nothing") == (DEFAULT,)


def test_what_a_library_sets_comes_before_the_rest_and_arguments_before_it() -> None:
    shared = Settings(answer=AnswerSettings(words=200, sentences=9))
    own = LibrarySettings(answer=AnswerSettings(words=50, sentences=2))
    settings = shared.model_copy(update=in_place("a", own, shared, {"answer": {"words": 200}}))
    assert (settings.answer.words, settings.answer.sentences) == (200, 2)
    assert settings.chat == shared.chat


def test_no_library_has_the_folder_or_the_paths_of_another_one() -> None:
    shared = Settings(state_dir="s", corpus=CorpusSettings(paths=("press",), exclude=("x",)))
    inherited = in_place("a", LibrarySettings(), shared, {})
    assert inherited["state_dir"] == Path("s/libraries/a")
    assert inherited["corpus"] == CorpusSettings.model_construct(paths=(), exclude=("x",))
    own = LibrarySettings(state_dir=Path("o"), corpus=CorpusSettings(paths=("wire",)))
    assert in_place("a", own, shared, {})["state_dir"] == Path("o")
    assert in_place("a", own, shared, {})["corpus"].paths == ("wire",)
    named = {"state_dir": "s", "corpus": CorpusSettings(paths=("press",))}
    assert in_place("a", own, shared, named)["state_dir"] == Path("s/libraries/a")
    assert in_place("a", own, shared, named)["corpus"].paths == ("press",)
