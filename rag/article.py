"""An article, and what a citation must say about it."""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date
from textwrap import shorten

from rag.text import first_words, normalise, slug


@dataclass(frozen=True, slots=True)
class ArticleInfo:
    """What is known of an article besides its text; `sha256` is of the normalised text in UTF-8."""

    id: str
    title: str
    source: str
    url: str
    published: date | None
    sha256: str

    @property
    def heading(self) -> str:
        """The title on at most 120 characters."""
        return self.title if len(self.title) <= 120 else shorten(self.title, 120, placeholder="...")


@dataclass(frozen=True, slots=True)
class Article:
    r"""One article: its text, normalised once, here, and what a citation must say about it.

    Args:
        text: the whole text, at least one letter or digit; stored NFC, with "\n" line ends and no control characters.
        title: shown and searched; empty takes the first sentence of the text (at most 300 characters).
        id: the name citations use, without ":" or white space; empty takes a slug of the title.
        source: the outlet or the file name, shown beside the title.
        url: where the article was published; empty when unknown.
        published: the day it was published; None when unknown.
        topics: free key words.

    Raises:
        ValueError: when the text holds nothing readable or the id has characters that an id can't have.

    >>> article = Article("The plant opened in 2021.\r\nIt makes cells.", title="A plant")
    >>> article.id, article.text[26:]
    ('a-plant', 'It makes cells.')
    """

    text: str
    title: str = ""
    id: str = ""
    source: str = ""
    url: str = ""
    published: date | None = None
    topics: tuple[str, ...] = ()
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        text = normalise(self.text)
        if not any(map(str.isalnum, text)):
            raise ValueError("an article needs text: nothing readable was found")
        title = " ".join(normalise(self.title).split()) or first_words(text)
        name = self.id or slug(title)
        if re.search(r"[\s:\x00-\x1f]", name):
            raise ValueError(f"an article id has no white space and no colon, got {name!r}")
        digest = hashlib.sha256(text.encode()).hexdigest()
        values = {"text": text, "title": title, "id": name, "sha256": digest, "topics": tuple(self.topics)}
        for key, value in values.items():
            object.__setattr__(self, key, value)

    @property
    def info(self) -> ArticleInfo:
        """The article without its text."""
        return ArticleInfo(self.id, self.title, self.source, self.url, self.published, self.sha256)
