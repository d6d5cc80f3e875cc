"""What an index was made with; opening it with anything else is an error, no silent mismatch."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from rag.errors import IndexBroken, IndexStale

FILE_NAME = "manifest.json"
FORMAT = 4
"""Version 4: the indexes know outlet, topics, authors and day; the dense index has layers; vectors
are as of `VECTORS`. Version 3: headings, rows and items are sentences of their own.
"""
VECTORS = "4"
"""The version that last changed vectors; those of earlier ones are made anew, from kept texts.

The default model's token vectors go through a map.
"""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The settings that decide what stands in an index.

    Attributes:
        model: the embedding model's name or folder.
        chunk_tokens: the most tokens in a chunk.
        format: the version of Footnote's own storage.
    """

    model: str
    chunk_tokens: int
    format: int = FORMAT

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Return the manifest of a generation's folder.

        Raises:
            IndexBroken: when it is missing or damaged.
        """
        path = folder / FILE_NAME
        try:
            return cls(**json.loads(path.read_text()))
        except (OSError, ValueError, TypeError, RecursionError) as error:
            raise IndexBroken(f"{path} is missing or damaged: run `rag index --rebuild`") from error

    def write(self, folder: Path) -> None:
        """Store the manifest in a generation's folder."""
        (folder / FILE_NAME).write_text(json.dumps(asdict(self), indent=2) + "\n")

    def check(self, wanted: Self) -> None:
        """Compare with the settings in force.

        Raises:
            IndexStale: naming the first setting that differs.
        """
        if self.format < wanted.format:
            raise IndexStale(
                "the index was made by an earlier Footnote: run `rag index` (no file is needed)"
            )
        for name, value in asdict(wanted).items():
            if (have := getattr(self, name)) != value:
                raise IndexStale(
                    f"the index was made with {name} {have!r}, now it is {value!r}: "
                    "run `rag index --rebuild`"
                )
