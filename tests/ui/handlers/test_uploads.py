"""Files that a page sends."""

from collections.abc import AsyncIterator
from pathlib import Path

from rag.core.corpus import NOT_READ
from rag.sections import ParsingSettings
from rag.settings import Settings
from rag.ui.handlers.uploads import Uploaded, keep_upload
from tests.ui.folder import followed_folder


async def body(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


async def test_a_file_is_kept_below_the_folder(tmp_path: Path) -> None:
    folder, settings = followed_folder(tmp_path)
    assert await keep_upload("news/a.md", body(b"one", b"", b"two"), settings) == Uploaded(
        "news/a.md"
    )
    assert (folder / "added" / "news" / "a.md").read_bytes() == b"onetwo"


async def test_what_is_not_kept_has_a_reason(tmp_path: Path) -> None:
    folder, settings = followed_folder(tmp_path)
    passed = await keep_upload("a.exe", body(b"MZ"), settings)
    assert passed == Uploaded("a.exe", NOT_READ, passed_over=True)
    assert "another folder" in (await keep_upload("../a.md", body(b"x"), settings)).reason
    assert (await keep_upload("a.md", body(), settings)).reason == "empty"
    assert [path.name for path in folder.iterdir() if path.suffix != ".md"] == ["added"]


async def test_a_file_may_be_as_large_as_what_is_parsed(tmp_path: Path) -> None:
    _, settings = followed_folder(tmp_path)
    small = Settings(
        state_dir=settings.state_dir, corpus=settings.corpus, parsing=ParsingSettings(input_mb=1)
    )
    parts = [b"x" * 600_000] * 2
    assert (await keep_upload("a.md", body(*parts), small)).reason == "larger than 1 MB: split it"
