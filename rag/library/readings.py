"""What a plan has read, kept for the sync that follows it: nothing is parsed twice."""

from pathlib import Path

from rag.library.spool import Spool
from rag.sources.about import Reading
from rag.sources.files import FileRead
from rag.sources.reply import Parse


class Readings:
    """Remembers the articles of files by their bytes; of many they lie on disk.

    What could not be read is tried again.

    Args:
        folder: where they lie.
    """

    def __init__(self, folder: Path) -> None:
        self._readings = Spool[Reading](folder)
        self._places: dict[tuple[str, str], int] = {}

    def remembering(self, parse: Parse) -> Parse:
        """Return what parses a file, unless these very bytes were read there before."""

        def read(file: FileRead) -> Reading:
            key = (file.path, file.sha256)
            if (place := self._places.get(key)) is not None:
                return self._readings[place]
            reading = parse(file)
            self._readings.append(reading)
            self._places[key] = len(self._readings) - 1
            return reading

        return read
