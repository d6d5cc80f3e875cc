"""Every setting, with its bounds; unknown ones are errors.

Arguments win over the environment (RAG_...), that over rag.toml, and that over the defaults. The
commands read .env in the working folder into the environment first.
"""

import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from pydantic_settings.exceptions import SettingsError as NotParsed

from rag.errors import SettingsError
from rag.sections import CorpusSettings, ParsingSettings, Section, WebSettings

FILE_NAME, ENV_FILE = "rag.toml", ".env"
ENV_PREFIX = "RAG_"


def state_folder(path: str | Path) -> Path:
    """Return the folder of an index as it is used: "~" stands for the home folder.

    Raises:
        ValueError: for an empty name, which would be the working folder, or one that no file has.
    """
    name = str(path)
    if not name.strip():
        raise ValueError("the name of the state folder is empty")
    if "\0" in name or any("\ud800" <= letter <= "\udfff" for letter in name):
        raise ValueError("the name of the state folder has a character that no file name has")
    return Path(name).expanduser()


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


class AppSettings(Section):
    """The web app."""

    host: str = Field(
        "127.0.0.1",
        description="address to listen on; anything but loopback opens it to the network",
    )
    port: int = Field(7860, ge=1, le=65535, description="port to listen on")
    watch: bool = Field(True, description="index what changes in corpus.paths while the app runs")
    keep_conversations: bool = Field(
        True,
        description="keep conversations and clippings in state_dir, which only you may read then; "
        "false keeps them in memory until the app ends",
    )


class _TomlFile(TomlConfigSettingsSource):
    def _read_file(self, file_path: Any) -> dict[str, Any]:
        try:
            return tomllib.loads(file_path.read_text(encoding="utf-8-sig"))
        except OSError as error:
            raise SettingsError(
                f"{FILE_NAME} can't be read ({error.strerror}): check its permissions"
            ) from error
        except (ValueError, RecursionError) as error:  # not TOML, not UTF-8, too long a number
            raise SettingsError(f"{FILE_NAME} is not TOML ({error}): mend it") from error


class Environment(EnvSettingsSource):
    """The environment; where a list of texts is wanted, one of them can be written as it is."""

    def decode_complex_value(self, field_name: str, field: FieldInfo, value: Any) -> Any:
        """Return the value of a variable that has parts."""
        try:
            return super().decode_complex_value(field_name, field, value)
        except ValueError:
            if field.annotation == tuple[str, ...] and not value.startswith(("[", "{", '"')):
                return (value,)
            raise


class Settings(BaseSettings):
    """All settings of Footnote.

    >>> Settings(state_dir=".rag").retrieval.rerank
    50
    """

    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX,
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        toml_file=FILE_NAME,
    )

    state_dir: Annotated[Path, BeforeValidator(state_folder)] = Field(
        Path(".rag"), description="folder of the catalog and the indexes"
    )
    corpus: CorpusSettings = CorpusSettings()
    parsing: ParsingSettings = ParsingSettings()
    web: WebSettings = WebSettings()
    embedding: EmbeddingSettings = EmbeddingSettings()
    chunking: ChunkingSettings = ChunkingSettings()
    retrieval: RetrievalSettings = RetrievalSettings()
    answer: AnswerSettings = AnswerSettings()
    chat: ChatSettings = ChatSettings()
    app: AppSettings = AppSettings()

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource, dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:  # fmt: skip
        """Read arguments first, then the environment, then rag.toml in the working folder."""
        return init_settings, Environment(settings_cls), _TomlFile(settings_cls)


def load_settings(**arguments: Any) -> Settings:
    """Return the settings in force; `arguments` come first, those that are None are passed over.

    Raises:
        SettingsError: naming the setting and what it must be.
    """
    _check_names()
    try:
        return Settings(**{name: value for name, value in arguments.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"]))
        problem = first["msg"].removeprefix("Value error, ").lower()
        raise SettingsError(
            f"setting {name}: {problem}; see `rag settings` for the names and values"
        ) from error
    except (NotParsed, RecursionError) as error:
        raise SettingsError(
            f"{error}: it must be JSON, or set its parts, for example RAG_APP__PORT=8000"
        ) from error


def _check_names() -> None:
    """Check that rag.toml is a file and that each RAG_ variable is a setting.

    Raises:
        SettingsError: naming the first that is not.
    """
    if Path(FILE_NAME).exists() and not Path(FILE_NAME).is_file():
        raise SettingsError(f"{FILE_NAME} is not a file: rename it")
    known = {name.upper() for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        section = field.annotation
        if isinstance(section, type) and issubclass(section, Section):
            known |= {f"{name}__{k}".upper() for k in (*section.model_fields, *section.renamed)}
    for variable in sorted(os.environ):
        upper = variable.upper()
        if upper.startswith(ENV_PREFIX) and upper.removeprefix(ENV_PREFIX) not in known:
            raise SettingsError(f"no setting {variable}: see `rag settings` for the names")


def bounds(field: FieldInfo) -> Iterator[tuple[str, Any]]:
    """Yield the bounds of a setting, each as what it is in words and its value."""
    for item in field.metadata:
        for attribute, sign in (("ge", "at least"), ("gt", "above"), ("le", "at most")):
            if hasattr(item, attribute):
                yield sign, getattr(item, attribute)
