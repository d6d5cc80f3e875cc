"""Files that a page sends: each is checked, kept in the corpus, and read by the sync after it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from rag.errors import CorpusError, PassedOver
from rag.settings import Settings
from rag.sources.added import IncomingFile, added_folder, check_taken, safe_name
from rag.sources.ignoring import Patterns


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What became of a file.

    Attributes:
        name: as it is kept; as it was sent where it is not.
        reason: why it is not kept; empty where it is.
        passed_over: whether it is of a kind that is not read.
    """

    name: str
    reason: str = ""
    passed_over: bool = False


async def keep_upload(name: str, body: AsyncIterator[bytes], settings: Settings) -> Uploaded:
    """Keep a file that is sent; a reason is told, not raised.

    Args:
        name: what it is called there, folders included.
        body: its bytes as they come.
        settings: the settings in force.
    """
    most = settings.parsing.input_mb * 1_000_000
    patterns = Patterns(settings.corpus.include, settings.corpus.exclude)
    try:
        folder, safe = added_folder(settings.corpus.paths), safe_name(name)
        check_taken(folder, safe, patterns)
        with IncomingFile(folder, safe, most) as incoming:
            async for data in body:
                incoming.write(data)
            return Uploaded(str(incoming.keep().relative_to(folder)))
    except PassedOver as error:
        return Uploaded(name, str(error), True)
    except CorpusError as error:
        return Uploaded(name, str(error))
