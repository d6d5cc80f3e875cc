"""Zip archives of articles: each file in it is read as if it lay in a folder."""

from pathlib import PurePosixPath

from rag.errors import CorpusError
from rag.sources.about import Reading
from rag.sources.archives import is_outside, open_archive, read_member
from rag.sources.detecting import BY_NAME, ending
from rag.sources.parts import Parts


def load_zip(data: bytes, name: str) -> Reading:
    """Return the articles of an archive, each under the name of its file; archives in it are not.

    Raises:
        CorpusError: for an archive that is broken or unpacks to too much.
    """
    from rag.sources.reading import read_articles

    archive = open_archive(data)
    parts = Parts(name)
    for member in sorted(set(archive.namelist())):
        path = PurePosixPath(member)
        if member.endswith("/") or path.name.startswith((".", "._")) or "__MACOSX" in path.parts:
            continue
        if path.name.lower() == "readme.md":
            continue
        with parts.guard(member):
            if is_outside(member):
                raise CorpusError("its name leads out of the archive: refused")
            if ending(member) not in BY_NAME:
                raise CorpusError("this format is not read")
            reading = read_articles(read_member(archive, member), member, nested=True)
            for warning in reading.warnings:
                parts.warn(f"{member}: {warning}")
            for part, article in reading.articles.items():
                parts.put(f"{member}//{part}" if part else member, article)
    return parts.reading()
