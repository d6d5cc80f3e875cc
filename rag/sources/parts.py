"""The articles of a file that holds several."""

from collections.abc import Iterator
from contextlib import contextmanager

from rag.core.article import Article
from rag.core.text import one_line
from rag.errors import CorpusError
from rag.sources.about import About, Reading, make_article
from rag.sources.guarding import own_errors

MOST_PARTS = 50_000
"""The most articles of one file."""
_MOST_WARNINGS = 20
_LONGEST_NAME, _LONGEST_SHOWN = 200, 80


class Parts:
    """Gathers the articles of a file and what of it could not be read.

    Args:
        name: what the file is called.

    Attributes:
        failed: how many articles were left out.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._articles: dict[str, Article] = {}
        self._warnings: list[str] = []
        self._untold = 0
        self.failed = 0

    @contextmanager
    def guard(self, shown: str) -> Iterator[None]:
        """Read one of the articles: an error costs only this one, and is a warning.

        Args:
            shown: what the warning calls it.

        Raises:
            CorpusError: when there are too many articles.
        """
        self._check_room()
        try:
            with own_errors():
                yield
        except CorpusError as error:
            self.warn(f"{one_line(shown)[:_LONGEST_SHOWN]}: {error}")
            self.failed += 1

    def add(self, part: str, text: str, about: About) -> None:
        """Add an article; one without text is a warning.

        Args:
            part: what tells it from the others, as long as the file is kept.
            text: its words.
            about: what is known of it.
        """
        shown = one_line(about.title or part)[:_LONGEST_SHOWN]
        with self.guard(shown):
            article = make_article(text, self._name, about, article_id=about.slug)
            for warning in about.warnings:
                self.warn(f"{shown}: {warning}")
            self.put(part, article)

    def put(self, part: str, article: Article) -> None:
        """Add an article that is made; a part of the same name gets a number.

        Raises:
            CorpusError: when there are too many.
        """
        self._check_room()
        part = one_line(part)[:_LONGEST_NAME] or str(len(self._articles) + 1)
        unique, number = part, 1
        while unique in self._articles:
            number += 1
            unique = f"{part} ({number})"
        self._articles[unique] = article

    def _check_room(self) -> None:
        if len(self._articles) >= MOST_PARTS:
            raise CorpusError(f"more than {MOST_PARTS:,} articles: split it")

    def warn(self, warning: str) -> None:
        """Note what could not be read; after a while they are only counted."""
        if len(self._warnings) < _MOST_WARNINGS:
            self._warnings.append(warning)
        else:
            self._untold += 1

    @property
    def count(self) -> int:
        """How many articles there are so far."""
        return len(self._articles)

    def reading(self) -> Reading:
        """Return what was gathered."""
        more = [f"{self._untold} more warnings"] if self._untold else []
        return Reading(self._articles, (*self._warnings, *more))
