"""The parts of the settings that an app has: who may ask, and what it writes down."""

from urllib.parse import urlsplit

from pydantic import Field, field_validator

from rag.sections import Section


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
