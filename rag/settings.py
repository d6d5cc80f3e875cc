"""Every setting, with its bounds; unknown ones are errors.

Arguments win over the environment (RAG_...), that over rag.toml, and that over the defaults. The
commands read .env in the working folder into the environment first.
"""

import os
import tomllib
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from pydantic_settings.exceptions import SettingsError as NotParsed

from rag.app_sections import AccessSettings, LogSettings, OidcSettings
from rag.errors import SettingsError
from rag.libraries import DEFAULT, LibrarySettings, check_name, in_place, is_name, known_names
from rag.sections import (
    AnswerSettings,
    ChatSettings,
    ChunkingSettings,
    CorpusSettings,
    EmbeddingSettings,
    ParsingSettings,
    RetrievalSettings,
    Section,
    WebSettings,
    bounds,
    state_folder,
)

__all__ = [
    "AnswerSettings",
    "AppSettings",
    "ChatSettings",
    "ChunkingSettings",
    "EmbeddingSettings",
    "RetrievalSettings",
    "Settings",
    "bounds",
    "chosen",
    "load_settings",
    "settings_for",
    "state_folder",
]

FILE_NAME, ENV_FILE = "rag.toml", ".env"
ENV_PREFIX = "RAG_"


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
    stop_seconds: float = Field(
        30,
        ge=0,
        le=3600,
        description="how long answers that are under way may go on when the app is to stop",
    )


def _named(libraries: dict[str, LibrarySettings]) -> dict[str, LibrarySettings]:
    """Return libraries whose names may be.

    Raises:
        ValueError: for another name.
    """
    for name in libraries:
        if not is_name(name) or name == DEFAULT:
            raise ValueError(
                f"no library can be called {name!r:.100} here: take at most 63 letters a-z, digits "
                f"and hyphens; the settings of {DEFAULT!r} are those outside of [libraries]"
            )
    return libraries


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
            kind = getattr(field, "annotation", None)  # of what is no setting there is none
            if kind == tuple[str, ...] and not value.startswith(("[", "{", '"')):
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
    access: AccessSettings = AccessSettings()
    oidc: OidcSettings = OidcSettings()
    logs: LogSettings = LogSettings()
    libraries: Annotated[dict[str, LibrarySettings], AfterValidator(_named)] = Field(
        {}, description="what other libraries have in place of these settings, by their names"
    )

    @property
    def library_names(self) -> tuple[str, ...]:
        """The names of all libraries that are set or were indexed; the default one comes first."""
        return known_names(self.libraries, self.state_dir)

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource, dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:  # fmt: skip
        """Read arguments first, then the environment, then rag.toml in the working folder."""
        return init_settings, Environment(settings_cls), _TomlFile(settings_cls)


def load_settings(library: str | None = None, **arguments: Any) -> Settings:
    """Return the settings in force; `arguments` come first, those that are None are passed over.

    Args:
        library: the name of a library: what ``[libraries.NAME]`` sets comes before the rest of the
            settings, and its state lies in ``state_dir/libraries/NAME`` unless that says otherwise.
            None, and "default", stand for the library without a name.
        arguments: settings.

    Raises:
        SettingsError: naming the setting and what it must be.
    """
    given = {name: value for name, value in arguments.items() if value is not None}
    settings = _load(given)
    return settings_for(library, settings, given)


def settings_for(library: str | None, settings: Settings, arguments: Any = {}) -> Settings:  # noqa: B006
    """Return what the settings are for a library.

    Args:
        library: its name; None stands for the library without one.
        settings: the settings, for the library without a name.
        arguments: what a caller gave for them, which comes first.

    Raises:
        SettingsError: for a name that no library may have.
    """
    name = DEFAULT if library is None else check_name(library)
    if name == DEFAULT:
        return settings
    own = settings.libraries.get(name, LibrarySettings())
    return settings.model_copy(update=in_place(name, own, settings, arguments))


def chosen(
    state_dir: str | Path | None, library: str | None, settings: Settings | None
) -> tuple[Settings, str | Path | None]:
    """Return the settings of a library, and the folder that was named in their place.

    Raises:
        SettingsError: for a name that no library may have.
    """
    if library is None:
        return settings or load_settings(state_dir=state_dir), state_dir
    if settings is None:
        return load_settings(library, state_dir=state_dir), None
    given = {} if state_dir is None else {"state_dir": state_folder(state_dir)}
    return settings_for(library, settings.model_copy(update=given), given), None


def _load(arguments: dict[str, Any]) -> Settings:
    _check_names()
    try:
        return Settings(**arguments)
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
        name = upper.removeprefix(ENV_PREFIX)
        is_set = upper.startswith(ENV_PREFIX) and not name.startswith("LIBRARIES__")
        if is_set and name not in known:
            raise SettingsError(f"no setting {variable}: see `rag settings` for the names")
