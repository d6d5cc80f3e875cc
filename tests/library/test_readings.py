from pathlib import Path

import pytest

from rag.errors import CorpusError
from rag.library.readings import Readings
from rag.sources.about import Reading
from rag.sources.files import FileRead


def file(name: str, data: bytes, sha256: str = "") -> FileRead:
    return FileRead(f"/a/{name}", name, data, sha256 or data.hex())


def test_bytes_are_parsed_once_for_each_file(tmp_path: Path) -> None:
    parsed: list[str] = []

    def parse(one: FileRead) -> Reading:
        parsed.append(one.name)
        return one.parse()

    read = Readings(tmp_path).remembering(parse)
    heide, same = file("heide.md", b"Cells are made."), file("copy.md", b"Cells are made.")
    first = read(heide)
    assert read(heide) == first
    assert read(same).articles[""].id == "copy"
    assert read(file("heide.md", b"Cells are sold.")).articles[""].text == "Cells are sold."
    assert read(heide) == first
    assert parsed == ["heide.md", "copy.md", "heide.md"]


def test_what_could_not_be_read_is_tried_again(tmp_path: Path) -> None:
    answers = iter([CorpusError("empty file"), Reading({})])

    def parse(one: FileRead) -> Reading:
        answer = next(answers)
        if isinstance(answer, CorpusError):
            raise answer
        return answer

    read = Readings(tmp_path).remembering(parse)
    with pytest.raises(CorpusError, match="empty file"):
        read(file("a.md", b""))
    assert read(file("a.md", b"")) == Reading({})
