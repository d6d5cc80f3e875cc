"""Plain text and Markdown with optional YAML front matter."""

import re
from collections.abc import Mapping
from typing import Any

import yaml

from rag.core.article import DEFAULT_LANGUAGE, Article
from rag.errors import CorpusError
from rag.sources.formats.markdown import plain_text

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)??---[ \t]*(?:\n|\Z)", re.DOTALL)
_ABSENT = ("~", "null")
"""How YAML writes that there is no value."""


def load_text(text: str, name: str, article_id: str) -> Article:
    """Return the article in `text`, the content of a file called `name`.

    The text may start with a YAML block between two lines of "---" that gives title, published (a
    date), outlet, url, topics and authors (a list, or one text with commas) and language (a code
    such as "en"); other keys are ignored, "source" is the old name of outlet, "author" another one
    of authors. Without an outlet the file's name stands in.

    Raises:
        CorpusError: for front matter that is not a YAML mapping, a value that is not a date, or a
            file without text.
    """
    meta, body = split_front_matter(
        text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    )
    try:
        return Article(
            text=plain_text(body) if name.lower().endswith(".md") else body.strip(),
            title=_line(meta.get("title")),
            id=article_id,
            outlet=_line(meta.get("outlet") or meta.get("source")) or name,
            url=_line(meta.get("url")),
            published=_line(meta.get("published")),
            language=_line(meta.get("language")) or DEFAULT_LANGUAGE,
            topics=meta.get("topics"),
            authors=meta.get("authors") or meta.get("author"),
        )
    except ValueError as error:
        raise CorpusError(str(error)) from error


def split_front_matter(text: str) -> tuple[Mapping[str, Any], str]:
    """Split `text` into its front matter and its body; a text that has none comes back whole.

    Raises:
        CorpusError: when the block is not YAML or not a mapping.
    """
    front = _FRONT_MATTER.match(text)
    if not front:
        return {}, text
    body = text[front.end() :]
    try:
        meta = yaml.load(front.group(1) or "", _TextLoader)  # noqa: S506 - text, nothing else
    except (yaml.YAMLError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
        raise CorpusError(
            f"front matter is not YAML (line {line}): "
            "put quotes around values with special characters"
        ) from error
    if meta in (None, ""):
        return {}, body
    if not isinstance(meta, dict):
        raise CorpusError('front matter is not a mapping: write one "key: value" per line')
    return meta, body


class _TextLoader(yaml.BaseLoader):
    """Reads every value as text. Aliases are refused: a few of them can grow without end."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Return the next value."""
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(problem="an alias", problem_mark=mark)
        return super().compose_node(parent, index)


def _line(value: object) -> str:
    text = " ".join(str(value or "").split())
    return "" if text in _ABSENT else text
