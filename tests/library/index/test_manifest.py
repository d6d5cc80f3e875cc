from pathlib import Path

import pytest

from rag.errors import IndexBroken, IndexStale
from rag.library.index.manifest import FILE_NAME, FORMAT, Manifest

MANIFEST = Manifest(model="some/model", chunk_tokens=200)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    MANIFEST.write(tmp_path)
    assert Manifest.read(tmp_path) == MANIFEST
    assert MANIFEST.format == FORMAT


def test_the_same_settings_pass() -> None:
    MANIFEST.check(Manifest("some/model", 200))


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (
            Manifest("other", 200),
            "made with model 'some/model', now it is 'other': run `rag index --rebuild`",
        ),
        (
            Manifest("some/model", 100),
            "made with chunk_tokens 200, now it is 100: run `rag index --rebuild`",
        ),
        (Manifest("some/model", 200, FORMAT - 1), f"made with format {FORMAT}, now it is"),
        (
            Manifest("some/model", 200, FORMAT + 1),
            r"made by an earlier Footnote: run `rag index` \(no file is needed\)",
        ),
    ],
)
def test_other_settings_are_named(wanted: Manifest, message: str) -> None:
    with pytest.raises(IndexStale, match=message):
        MANIFEST.check(wanted)


@pytest.mark.parametrize(
    "text",
    [None, "", "{", "[]", '{"model": "m"}', '{"model": "m", "chunk_tokens": 1, "colour": 2}'],
)
def test_a_missing_or_damaged_manifest(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / FILE_NAME).write_text(text)
    with pytest.raises(
        IndexBroken, match=r"manifest\.json is missing or damaged: run `rag index --rebuild`"
    ):
        Manifest.read(tmp_path)
