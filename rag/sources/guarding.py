"""Whatever a file makes a parser raise becomes an error of this project, with its reason."""

from collections.abc import Iterator
from contextlib import contextmanager

from rag.errors import CorpusError


@contextmanager
def own_errors() -> Iterator[None]:
    """Turn every error of a parser into one that costs a file, or one article of it.

    Parsers raise what their authors did not think of, too; a list of it would never be complete.
    A lack of memory is no fault of the file's and passes.

    Raises:
        CorpusError: for whatever a parser raises.
    """
    try:
        yield
    except (CorpusError, MemoryError):
        raise
    except Exception as error:
        raise CorpusError(
            f"broken, its parser ends with {type(error).__name__}: save it anew"
        ) from error
