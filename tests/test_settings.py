from pathlib import Path

import pytest

from rag.errors import SettingsError
from rag.render.toml import as_toml
from rag.settings import FILE_NAME, Settings, chosen, load_settings, settings_for


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, so that no rag.toml but the test's own is read."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_defaults() -> None:
    settings = load_settings()
    assert str(settings.state_dir) == ".rag"
    assert settings.corpus.paths == ("corpus",)
    assert settings.embedding.model == "sentence-transformers/all-MiniLM-L6-v2"
    assert settings.app.host == "127.0.0.1"
    assert settings.answer.min_confidence is None


def test_file_then_environment_then_arguments(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / FILE_NAME).write_text(
        'state_dir = "file"\n[chunking]\ntokens = 100\n[app]\nport = 1000\n'
    )
    assert str(load_settings().state_dir) == "file"
    monkeypatch.setenv("RAG_STATE_DIR", "environment")
    monkeypatch.setenv("RAG_CHUNKING__TOKENS", "150")
    settings = load_settings()
    assert (str(settings.state_dir), settings.chunking.tokens, settings.app.port) == (
        "environment",
        150,
        1000,
    )
    assert str(load_settings(state_dir="argument").state_dir) == "argument"
    assert str(load_settings(state_dir=None).state_dir) == "environment"


def test_environment_adds_to_a_section_of_the_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / FILE_NAME).write_text("[answer]\nwords = 60\n")
    monkeypatch.setenv("RAG_ANSWER__SENTENCES", "2")
    assert (load_settings().answer.words, load_settings().answer.sentences) == (60, 2)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        (
            "RAG_CHUNKING__TOKENS",
            "31",
            r"setting chunking\.tokens: input should be greater than or equal to 32; see",
        ),
        (
            "RAG_CHUNKING__TOKENS",
            "many",
            r"setting chunking\.tokens: input should be a valid integer",
        ),
        ("RAG_CHUNKING__SIZE", "100", "no setting RAG_CHUNKING__SIZE: see `rag settings` for"),
        (
            "RAG_RETRIEVAL__DENSE_WEIGHT",
            "1.5",
            r"setting retrieval\.dense_weight: input should be less than or equal to 1",
        ),
        ("RAG_RETRIEVAL__CANDIDATES", "0", r"setting retrieval\.candidates"),
        ("RAG_ANSWER__MIN_CONFIDENCE", "2", r"setting answer\.min_confidence"),
        ("RAG_APP__PORT", "70000", r"setting app\.port"),
        ("RAG_EMBEDDING__MODEL", "", r"setting embedding\.model"),
    ],
)
def test_a_value_out_of_bounds_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, message: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=message):
        load_settings()


@pytest.mark.parametrize(
    ("text", "name"),
    [("colour = 1", "colour"), ("[chats]\nmodel = 1", "chats"), ("[app]\nhots = 1", r"app\.hots")],
)
def test_an_unknown_name_in_the_file_is_an_error(folder: Path, text: str, name: str) -> None:
    (folder / FILE_NAME).write_text(text)
    with pytest.raises(
        SettingsError, match=rf"setting {name}: extra inputs are not permitted; see `rag settings`"
    ):
        load_settings()


@pytest.mark.parametrize(
    ("value", "paths"), [("my articles", ("my articles",)), ('["a", "b"]', ("a", "b"))]
)
def test_one_path_is_written_as_it_is_in_the_environment(
    monkeypatch: pytest.MonkeyPatch, value: str, paths: tuple[str, ...]
) -> None:
    monkeypatch.setenv("RAG_CORPUS__PATHS", value)
    assert load_settings().corpus.paths == paths
    monkeypatch.setenv("RAG_CORPUS__PATHS", '["a"')
    with pytest.raises(SettingsError, match="it must be JSON"):
        load_settings()


def test_a_section_that_is_not_json_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAG_APP", "not json")
    with pytest.raises(
        SettingsError, match=r'for field "app" .*: it must be JSON, or set its parts'
    ):
        load_settings()


@pytest.mark.parametrize("data", [b"[app\nport", b"state_dir = '\xff'"])
def test_a_file_that_is_not_toml(folder: Path, data: bytes) -> None:
    (folder / FILE_NAME).write_bytes(data)
    with pytest.raises(SettingsError, match=r"rag\.toml is not TOML \(.*\): mend it"):
        load_settings()


def test_settings_are_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_settings().chunking.tokens = 5  # type: ignore[misc]


OLD_NAMES = [
    ("retrieval", "read", "cross_encode", 7),
    ("retrieval", "read_seconds", "cross_encode_seconds", 1.5),
    ("answer", "guard", "skip_injections", False),
]


@pytest.mark.parametrize("place", ["rag.toml", "environment", "arguments"])
@pytest.mark.parametrize(("section", "old", "new", "value"), OLD_NAMES)
def test_an_old_name_works_with_a_warning(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    section: str,
    old: str,
    new: str,
    value: float,
) -> None:
    arguments: dict[str, dict[str, float]] = {}
    if place == "rag.toml":
        (folder / FILE_NAME).write_text(f"[{section}]\n{old} = {str(value).lower()}\n")
    elif place == "environment":
        monkeypatch.setenv(f"RAG_{section}__{old}".upper(), str(value))
    else:
        arguments[section] = {old: value}
    with pytest.warns(
        FutureWarning, match=f"setting {section}.{old} is called {section}.{new} now"
    ):
        settings = load_settings(**arguments)
    assert getattr(getattr(settings, section), new) == value


def test_an_old_name_is_not_printed_and_the_new_one_goes_before_it() -> None:
    with pytest.warns(
        FutureWarning, match=r"retrieval\.read is called retrieval\.cross_encode now"
    ):
        settings = load_settings(retrieval={"read": 7, "cross_encode": 9})
    assert settings.retrieval.cross_encode == 9
    assert "cross_encode = 9" in as_toml(settings)
    assert "\nread" not in as_toml(settings)


def test_a_wrong_value_under_an_old_name_is_an_error_too() -> None:
    with (
        pytest.warns(FutureWarning, match="cross_encode"),
        pytest.raises(SettingsError, match=r"setting retrieval\.cross_encode"),
    ):
        load_settings(retrieval={"read": -1})


LIBRARIES = """
[answer]
words = 70
[libraries.press]
corpus.paths = ["press"]
answer.words = 60
[libraries.wire-2]
state_dir = "elsewhere"
"""


def test_a_library_has_its_table_in_place_of_the_settings(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / FILE_NAME).write_text(LIBRARIES)
    monkeypatch.setenv("RAG_ANSWER__SENTENCES", "4")
    monkeypatch.setenv("RAG_LIBRARIES__PRESS__CHAT__STYLE", "bullets")
    assert load_settings("default") == load_settings()
    press, wire, new = map(load_settings, ("press", "wire-2", "new"))
    assert (press.answer.words, press.answer.sentences, press.chat.style) == (60, 4, "bullets")
    assert (press.state_dir, press.corpus.paths) == (Path(".rag/libraries/press"), ("press",))
    assert (wire.answer.words, wire.chat.style, str(wire.state_dir)) == (
        70,
        "paragraph",
        "elsewhere",
    )
    assert (new.answer.words, new.corpus.paths) == (70, ())
    assert load_settings("wire-2", state_dir="s").state_dir == Path("s/libraries/wire-2")
    assert load_settings().library_names == ("default", "press", "wire-2")


def test_libraries_are_printed_as_they_are_set(folder: Path) -> None:
    (folder / FILE_NAME).write_text(LIBRARIES)
    before = load_settings()
    (folder / FILE_NAME).write_text(as_toml(before))
    assert load_settings() == before


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[libraries.press]\ncolour = 1", r"libraries\.press\.colour: extra inputs are not"),
        ("[libraries.press.app]\nport = 1", r"libraries\.press\.app: extra inputs are not"),
        ("[libraries.press.answer]\nwords = 1", r"libraries\.press\.answer\.words: input should"),
        ('[libraries."../press"]', r"libraries: no library can be called '\.\./press' here"),
        ("[libraries.default]", r"libraries: no library can be called 'default' here"),
    ],
)
def test_a_table_of_a_library_that_may_not_be_is_named(
    folder: Path, text: str, message: str
) -> None:
    (folder / FILE_NAME).write_text(text)
    with pytest.raises(SettingsError, match=f"setting {message}"):
        load_settings()


def test_a_variable_of_a_library_that_is_no_setting_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RAG_LIBRARIES__PRESS__COLOUR", "red")
    with pytest.raises(SettingsError, match=r"libraries\.press\.colour: extra inputs are not"):
        load_settings()


def test_the_settings_of_a_library_and_a_folder_that_is_named(tmp_path: Path) -> None:
    settings = Settings()
    assert chosen(tmp_path, None, settings) == (settings, tmp_path)
    assert chosen(tmp_path, None, None)[0].state_dir == tmp_path
    own = tmp_path / "libraries" / "press"
    for given in (settings, None):
        found, folder = chosen(tmp_path, "press", given)
        assert (found.state_dir, folder) == (own, None)
    assert chosen(None, "press", settings)[0].state_dir == Path(".rag/libraries/press")
    with pytest.raises(SettingsError, match="no library can be called"):
        settings_for("../press", settings)
