"""A part of the settings, and the parts that say where articles come from."""

import warnings
from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator


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


class AccessSettings(Section):
    """Who may ask, and how much; the defaults ask nobody on this machine, see `rag keys`."""

    required: bool = Field(
        False, description="ask for a key or a sign-in also where only this machine reaches the app"
    )
    address: str = Field(
        "",
        description="where people reach the app, for example https://news.example: with it, only "
        "this name is served, each needs a key or a sign-in, and cookies go over https alone",
    )
    requests_a_minute: int = Field(
        600,
        ge=10,
        le=1_000_000,
        description="most requests of a key or person, or of an address where nobody is known, "
        "where a key or a sign-in is needed",
    )
    answer_seconds: float = Field(
        300, gt=0, le=3600, description="most time for a program's question, its waiting included"
    )

    @field_validator("address")
    @classmethod
    def _is_address(cls, value: str) -> str:
        parts = urlsplit(value)
        whole = f"{parts.scheme}://{parts.netloc}"
        bare = parts.hostname and "@" not in parts.netloc and value.rstrip("/") == whole
        if value and not (bare and parts.scheme in ("http", "https")):
            raise ValueError("it must be like https://news.example, without a path")
        return value.rstrip("/")


class OidcSettings(Section):
    """Signing in to the page with OpenID Connect; $OIDC_CLIENT_SECRET has the client's secret."""

    issuer: str = Field(
        "",
        description="address of the provider, for example https://login.example; "
        "needs footnote-rag[oidc]",
    )
    client_id: str = Field("", description="the name of this app at the provider")
    scope: str = Field("openid profile email", description="what the provider is asked for")
    claim: str = Field("groups", description="the claim that decides who may do what")
    rights: tuple[str, ...] = Field(
        (),
        description='what each value of the claim allows, as "VALUE: ROLE" or "VALUE: ROLE LIBRARY '
        '...", for example ["newsroom: editor", "staff: reader"]; the value * is everybody',
    )


class LogSettings(Section):
    """What a running service writes on stderr: never a key, a cookie or the query of an address."""

    json_lines: bool = Field(
        False,
        description="a line of JSON for each request, answer and sync; false writes for people, "
        "and only what went wrong",
    )
    questions: bool = Field(
        False, description="whether such a line of an answer has the question and the short answer"
    )
