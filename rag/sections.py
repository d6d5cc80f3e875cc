"""The parts of the settings that a library has: where articles come from, how they are answered."""

import warnings
from collections.abc import Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.fields import FieldInfo


def state_folder(path: str | Path) -> Path:
    """Return the folder of an index as it is used: "~" stands for the home folder.

    Raises:
        ValueError: for what is no path, an empty name, which would be the working folder, or one
            that no file has.
    """
    if not isinstance(path, str | PathLike):
        raise ValueError(
            f"the state folder is no path but a {type(path).__name__}: index articles into a "
            "folder, rag.index(articles, FOLDER), and open that, rag.open(FOLDER); several "
            "libraries are asked by rag.ask_libraries"
        )
    name = str(path)
    if not name.strip():
        raise ValueError("the name of the state folder is empty")
    if "\0" in name or any("\ud800" <= letter <= "\udfff" for letter in name):
        raise ValueError("the name of the state folder has a character that no file name has")
    return Path(name).expanduser()


class Section(BaseModel):
    """A part of the settings."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    renamed: ClassVar[Mapping[str, str]] = {}
    """The new names of settings by their old ones."""

    @model_validator(mode="before")
    @classmethod
    def _take_old_names(cls, values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        for old, new in cls.renamed.items():
            if old in values:
                part = cls.__name__.removesuffix("Settings").lower()
                warnings.warn(
                    f"the setting {part}.{old} is called {part}.{new} now",
                    FutureWarning,
                    stacklevel=2,
                )
                values = {new: values[old]} | {k: v for k, v in values.items() if k != old}
        return values


class CorpusSettings(Section):
    """What is indexed when no path is given."""

    paths: tuple[str, ...] = Field(
        ("corpus",),
        min_length=1,
        description="files and folders that `rag index` reads when none is named",
    )
    include: tuple[str, ...] = Field(
        (),
        description="patterns as in .gitignore; of a folder only files that match one are read; "
        "empty takes all",
    )
    exclude: tuple[str, ...] = Field(
        (), description="patterns of files and folders to pass over, as in a .footnoteignore"
    )


class ParsingSettings(Section):
    """The limits of the process that parses files."""

    seconds: float = Field(60, gt=0, le=3600, description="most time for one file")
    memory_mb: int = Field(
        1024, ge=256, le=65_536, description="most memory for one file in MiB, its parser included"
    )
    input_mb: int = Field(100, ge=1, le=100, description="largest file that is parsed, in MB")
    pages: int = Field(2000, ge=1, le=100_000, description="most pages of a PDF")


class WebSettings(Section):
    """How pages and feeds are fetched; nothing is, unless you ask for it."""

    delay: float = Field(
        1, ge=0, le=60, description="seconds between two requests to one host, at least"
    )
    seconds: float = Field(30, gt=0, le=600, description="most time for one request")
    page_mb: int = Field(10, ge=1, le=100, description="largest page that is fetched, in MB")
    allow_hosts: tuple[str, ...] = Field(
        (),
        description="names of hosts that may be fetched from though they are not on the public "
        "internet, such as an intranet's",
    )


class EmbeddingSettings(Section):
    """The embedding model."""

    model: str = Field(
        "sentence-transformers/all-MiniLM-L6-v2",
        min_length=1,
        description="a sentence-transformers name or folder",
    )


class ChunkingSettings(Section):
    """How articles are cut."""

    tokens: int = Field(
        200, ge=32, le=4096, description="most tokens of the embedding model in a chunk"
    )


class RetrievalSettings(Section):
    """How passages are found."""

    candidates: int = Field(
        50, ge=1, le=1000, description="chunks taken from each of the two indexes"
    )
    dense_weight: float = Field(
        0.65, ge=0, le=1, description="share of the dense score in the fusion, the rest is BM25's"
    )
    rerank: int = Field(
        50, ge=1, le=200, description="best candidates that late interaction orders"
    )
    cross_encode: int = Field(
        4, ge=0, le=50, description="best of these that the cross-encoder scores too; 0 for none"
    )
    cross_encode_seconds: float | None = Field(
        None,
        gt=0,
        description="stop the cross-encoder after this time; unset lets it finish, so that an "
        "answer repeats",
    )
    reranker: str = Field(
        "",
        description="a sentence-transformers CrossEncoder, name or folder, that orders these "
        "chunks in its place",
    )

    renamed: ClassVar[Mapping[str, str]] = {
        "read": "cross_encode",
        "read_seconds": "cross_encode_seconds",
    }

    def widened(self, factor: int) -> Self:
        """Return settings that take so many times the chunks, within the bounds of each."""
        names = ("candidates", "rerank", "cross_encode")
        most = {name: dict(bounds(type(self).model_fields[name]))["at most"] for name in names}
        return self.model_copy(
            update={name: min(most[name], factor * getattr(self, name)) for name in names}
        )


class AnswerSettings(Section):
    """How long an answer may be and when it is refused."""

    sentences: int = Field(5, ge=1, le=20, description="most sentences in an answer")
    words: int = Field(
        120,
        ge=20,
        le=1000,
        description="most words in an answer; the first sentence is always given whole",
    )
    risk: float | None = Field(
        None,
        ge=0.05,
        le=0.15,
        description="abstain so that at most this share of the answers given is to questions that "
        "the articles cannot answer (calibrated with 20 % such questions); unset refuses 1 in 50 "
        "of the others",
    )
    min_confidence: float | None = Field(
        None, ge=0, le=1, description="abstain below this probability, whatever the risk"
    )
    skip_injections: bool = Field(
        True,
        description="keep sentences that talk to a language model out of quotes and prompts",
    )

    renamed: ClassVar[Mapping[str, str]] = {"guard": "skip_injections"}

    def at_least(self, sentences: int, words: int) -> Self:
        """Return settings that allow an answer of at least so many sentences and words."""
        longer = {"sentences": max(self.sentences, sentences), "words": max(self.words, words)}
        return self.model_copy(update=longer)


class ChatSettings(Section):
    """The language model that writes answers; without one they are quoted."""

    model: str = Field(
        "",
        description='"provider:model" as LangChain takes it, "gguf:FILE" or "gguf:smollm2"; '
        "empty quotes the articles",
    )
    base_url: str = Field(
        "",
        description="address of an OpenAI-compatible server, for example http://127.0.0.1:8080/v1",
    )
    strictness: Literal["strict", "marked", "off"] = Field(
        "strict",
        description="what happens to unsupported sentences: removed, marked, or not looked for "
        "(to compare only)",
    )
    style: Literal["short", "paragraph", "bullets"] = Field(
        "paragraph", description="short, paragraph or bullets"
    )
    passages: int = Field(6, ge=1, le=50, description="most passages that the model is given")
    context: int = Field(
        4096,
        ge=512,
        le=1_000_000,
        description="tokens that fit into the model, its answer included",
    )
    max_tokens: int = Field(400, ge=16, le=16_384, description="most tokens of an answer")
    seconds: float = Field(
        60, gt=0, le=3600, description="most time for writing an answer; then it is quoted instead"
    )
    retries: int = Field(2, ge=0, le=10, description="how often a failed call is tried again")
    input_price: float | None = Field(
        None, ge=0, description="price of a million tokens read; unset shows no cost"
    )
    output_price: float | None = Field(None, ge=0, description="price of a million tokens written")


def bounds(field: FieldInfo) -> Iterator[tuple[str, Any]]:
    """Yield the bounds of a setting, each as what it is in words and its value."""
    for item in field.metadata:
        for attribute, sign in (("ge", "at least"), ("gt", "above"), ("le", "at most")):
            if hasattr(item, attribute):
                yield sign, getattr(item, attribute)
