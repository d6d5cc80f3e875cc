"""What a library keeps besides its articles: what was said of answers, and computed values."""

from rag.library.catalog import Catalog


class Notes:
    """Kept in the catalog; no sync takes it away.

    Attributes:
        catalog: the catalog.
    """

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    def feedback(self, after: int = 0) -> list[tuple[int, str]]:
        """Return what was said of answers, oldest first: the number and the JSON of each.

        Args:
            after: only those with a higher number.
        """
        with self.catalog.view() as view:
            return view.feedback(after)

    def add_feedback(self, record: str) -> int:
        """Keep what somebody said of an answer, as JSON, and return its number."""
        return self.catalog.add_feedback(record)

    def noted(self, key: str) -> str | None:
        """Return what `note` kept under a key, or None."""
        with self.catalog.view() as view:
            return view.meta(key)

    def note(self, key: str, value: str) -> None:
        """Keep a value that was computed from the articles, so that it need not be again.

        Where the library can't be written it has to be computed each time.
        """
        if not self.catalog.read_only:
            self.catalog.note(**{key: value})
