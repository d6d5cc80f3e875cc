import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document

import rag
from rag import Article
from rag.errors import IndexBroken, IndexMissing, IndexStale, SettingsError
from rag.language.parsed import parse
from rag.settings import RetrievalSettings, Settings, load_settings
from rag.support.check import check_support
from rag.wiring import made_state, open_library


def test_articles_and_paths_mix(tmp_path: Path) -> None:
    file = tmp_path / "heide.md"
    file.write_text("---\ntitle: Heide\n---\nCells are made in Heide.")
    report = rag.index([Article("Soup is served.", id="soup"), file], tmp_path / "state")
    assert set(report.added) == {"soup", "heide"}
    assert rag.index(file, tmp_path / "state").unchanged == ("heide",), (
        "articles made in memory stay"
    )
    bot = rag.open(tmp_path / "state")
    assert bot.facts().articles == 2
    article = bot.article("heide")
    assert article
    assert (article.title, article.outlet) == ("Heide", "heide.md")


class Wire(BaseLoader):
    """A loader as LangChain's are: it yields Documents when it is asked."""

    def lazy_load(self) -> Iterator[Document]:
        """Yield the news."""
        for place in ("Heide", "Kiel"):
            yield Document(f"A plant in {place} opened in 2021.", metadata={"title": place})


def test_a_loader_of_langchain_is_loaded(tmp_path: Path) -> None:
    assert rag.index(Wire(), tmp_path).added == ("heide", "kiel")
    assert rag.index([Wire(), Article("Soup.", title="Soup")], tmp_path).added == ("soup",)


def test_settings_can_be_given(tmp_path: Path) -> None:
    settings = load_settings(state_dir=tmp_path, answer={"sentences": 1})
    rag.index(
        Article("Cells are made in Heide. Cells in Heide are blue.", title="Heide"),
        settings=settings,
    )
    assert len(rag.open(settings=settings).ask("What about cells made in Heide?").sentences) == 1


def test_no_index(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="run `rag index PATH` first"):
        rag.open(tmp_path / "nowhere")
    with pytest.raises(IndexMissing):
        open_library(tmp_path)
    assert not (tmp_path / "nowhere").exists(), "looking makes no folder"


def test_a_new_state_folder_is_for_its_user_alone(tmp_path: Path) -> None:
    made_state(tmp_path / "deep" / "state", Settings())
    assert stat.S_IMODE((tmp_path / "deep" / "state").stat().st_mode) == 0o700


def test_a_state_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(IndexBroken, match=r"can't make the folder .*: choose another with --state"):
        rag.index(Article("Cells."), tmp_path / "file" / "state")


def test_supports_obeys_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    passage = "Northvolt filed for bankruptcy in Sweden on 12 March 2025. It had debts."
    claim = "The battery maker from Sweden became insolvent in spring."
    plain = Settings(retrieval=RetrievalSettings(cross_encode=0))
    without = check_support(parse(claim), parse(passage)).probability
    assert rag.supports(claim, passage, settings=plain).probability == without
    assert rag.supports(claim, passage).probability != without
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rag.toml").write_text("[retrieval]\ncross_encode = 0\n")
    assert rag.supports(claim, passage).probability == without, "those in force are the default"


def test_a_library_is_opened_without_a_model(tmp_path: Path) -> None:
    settings = load_settings(state_dir=tmp_path, embedding={"model": "no/such-model"})
    rag.index(Article("Cells are made in Heide.", id="a"), tmp_path)
    library = open_library(settings=settings)
    assert [info.id for info in library.articles()] == ["a"]
    library.close()
    with pytest.raises(IndexStale, match="now it is 'no/such-model': run `rag index --rebuild`"):
        rag.open(settings=settings)


def test_patterns_of_the_settings_choose_the_files(tmp_path: Path) -> None:
    for name in ("heide.md", "herne.md", "hof.txt"):
        (tmp_path / name).write_text(f"The plant in {name} opened.")
    corpus = {"include": ("*.md",), "exclude": ("/herne*",)}
    settings = load_settings(state_dir=tmp_path / "state", corpus=corpus)
    assert rag.index(tmp_path, settings=settings).added == ("heide",)
    wrong = load_settings(state_dir=tmp_path / "state", corpus={"exclude": ("!",)})
    with pytest.raises(SettingsError, match=r"corpus\.include or corpus\.exclude: .*'!': mend it"):
        rag.index(tmp_path, settings=wrong)


@pytest.mark.parametrize("wrong", [[Article("One.")], 5], ids=["articles", "number"])
def test_what_is_no_folder_can_not_be_opened(wrong: object) -> None:
    with pytest.raises(SettingsError, match=r"no path but a .*index articles into a folder"):
        rag.open(wrong)  # type: ignore[arg-type]
