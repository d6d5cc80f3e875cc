"""Two texts, and files of records as the later training sets have them."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

TEXT = (
    "Volvo makes cars. It opened a plant in 2021. The plant stands in Skelleftea. "
    "Tulips flower in spring."
)
OTHER = (
    "Scania makes trucks. It opened a works in 1955. Nobody knows where it stands. "
    "Bees visit flowers."
)


def count(texts: Sequence[str]) -> list[int]:
    """Return the words of each text."""
    return [len(text.split()) for text in texts]


def write(folder: Path, file: str, records: Sequence[Mapping[str, object]]) -> None:
    """Write records into FOLDER/FILE.jsonl."""
    folder.mkdir(exist_ok=True)
    (folder / f"{file}.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
