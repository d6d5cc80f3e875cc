"""Errors that a caller can do something about; each message ends with what to do.

    RagError
    ├── QuestionError    the question can't be searched (empty, too long, no words)
    ├── CorpusError      a path or an article is not usable
    │   ├── TryAgain     a file can't be read now, and may be later
    │   ├── LimitReached a file needs more than a limit of the settings allows
    │   └── PassedOver   a file holds no articles, or needs a package that is not installed
    ├── FetchError       a page may not be fetched or can't be
    ├── SettingsError    a setting is unknown, out of range or in a broken file
    ├── IndexMissing     no index in the state folder
    ├── LibraryUnknown   no library has this name
    ├── LibraryClosed    a chatbot was closed and is asked all the same
    ├── IndexStale       the index was made with other settings
    ├── MassRemoval      more than half of the articles would leave, and nobody allowed it
    ├── SyncStopped      somebody stopped a sync
    ├── IndexLocked      another process is writing the index
    ├── IndexBroken      the state folder can't be read or written
    ├── ModelUnavailable the embedding model is missing or not the expected one
    ├── NotKept          a conversation or clipping is not there, or is another owner's
    └── DataError        a line of a question or benchmark file is wrong
    SpanError            a bug in Footnote itself: offsets that do not fit

No hits, an abstention and a file that could not be read are no errors but fields of `Answer` and
`SyncReport`.
"""


class RagError(Exception):
    """The caller can mend it; `str(error)` is one line that ends with what to do."""


class QuestionError(RagError):
    """The question can't be searched: it is empty, too long or has no word in it.

    Attributes:
        why: the same as a `rag.core.statement.Statement`, for who says it in another language; None
            where there is none.
    """

    def __init__(self, message: str, why: object = None) -> None:
        self.why = why
        super().__init__(message)


class CorpusError(RagError):
    """A path or an article is not usable."""


class PassedOver(CorpusError):
    """A file is left out: it holds no articles, or needs a package that is not installed."""


class TryAgain(CorpusError):
    """A file could not be read now, and may be later, unchanged."""


class LimitReached(CorpusError):
    """A file needs more time, memory or bytes than the settings allow.

    Attributes:
        limit: which limit that was, as "seconds=60"; the file is read again when it has grown.
    """

    def __init__(self, reason: str, limit: str = "") -> None:
        self.limit = limit
        super().__init__(reason)


class FetchError(RagError):
    """A page may not be fetched from its address, or can't be."""


class SettingsError(RagError):
    """A setting is unknown, out of range or in a file that can't be read."""


class IndexMissing(RagError):
    """There is no index in the state folder."""


class LibraryUnknown(RagError):
    """No library has this name."""


class LibraryClosed(RagError):
    """A chatbot was closed and is asked all the same."""


class IndexStale(RagError):
    """The index was made with other settings than those in force."""


class MassRemoval(RagError):
    """More than half of the articles would leave the index, and nobody allowed it.

    Attributes:
        removed: how many would leave.
        articles: how many there are.
    """

    def __init__(self, removed: int, articles: int) -> None:
        self.removed, self.articles = removed, articles
        super().__init__(
            f"{removed} of {articles} articles would leave the index and nothing was changed: "
            "check their files, or allow it with --yes, in Python with allow_removal=True"
        )


class SyncStopped(RagError):
    """A sync was stopped before its end; nothing was changed, and the next one goes on."""

    def __init__(self) -> None:
        super().__init__("the sync was stopped and nothing was changed: sync again to go on")


class IndexLocked(RagError):
    """Another process is writing the index."""


class IndexBroken(RagError):
    """The state folder can't be read or written."""


class ModelUnavailable(RagError):
    """The embedding model is missing, or its file is not the expected one."""


class NotKept(RagError):
    """A conversation, a turn of it or a clipping is not there, or belongs to another owner."""


class DataError(RagError, ValueError):
    """A line of a data file is wrong; the message names file, line and field."""


class SpanError(ValueError):
    """Offsets that do not fit their text: a bug in Footnote, not of the caller."""
