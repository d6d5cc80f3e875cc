"""Zip archives of strangers, opened so that none can grow without end or name a place outside."""

import re
import zipfile
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from rag.errors import CorpusError

MOST_MEMBERS = 10_000
MOST_UNPACKED = 300_000_000
"""The most bytes of all members together, unpacked."""
MOST_MEMBER = 100_000_000
MOST_RATIO = 200
"""How many times its packed size a member may have, where it is larger than `_SMALL`."""
_SMALL = 1_000_000
_ENCRYPTED = 0x1
_DRIVE = re.compile(r"[A-Za-z]:")


def open_archive(data: bytes) -> zipfile.ZipFile:
    """Return an archive; each member is looked at when it is read.

    Raises:
        CorpusError: for an archive that is broken or would unpack to too much.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except Exception as error:  # its table of contents may hold anything
        raise CorpusError("a broken zip archive: save it anew") from error
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise CorpusError(f"an archive of more than {MOST_MEMBERS:,} files: unpack it")
    if sum(member.file_size for member in members) > MOST_UNPACKED:
        raise CorpusError(f"unpacks to more than {MOST_UNPACKED // 1_000_000} MB: unpack it")
    return archive


def open_document(data: bytes) -> zipfile.ZipFile:
    """Return an archive that is one document, whose members were all looked at.

    Raises:
        CorpusError: for an archive that is broken, encrypted, or would unpack to too much.
    """
    archive = open_archive(data)
    for member in archive.infolist():
        _check(member)
    return archive


def _check(member: zipfile.ZipInfo) -> None:
    """Check a member before it is unpacked.

    Raises:
        CorpusError: for one that is encrypted or would unpack to too much.
    """
    if member.file_size > MOST_MEMBER:
        raise CorpusError(f"larger than {MOST_MEMBER // 1_000_000} MB: split it")
    if member.file_size > max(_SMALL, member.compress_size * MOST_RATIO):
        raise CorpusError("unpacks to far more than its size, as a zip bomb does: unpack it")
    if member.flag_bits & _ENCRYPTED:
        raise CorpusError("encrypted: save it without a password")


def read_member(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a member of an archive; no more than it says it has.

    Raises:
        CorpusError: for a member that is missing, broken, encrypted or too large.
    """
    try:
        info = archive.getinfo(name)
        _check(info)
        with archive.open(info) as file:
            data = file.read(info.file_size + 1)
    except KeyError as error:
        raise CorpusError(f"has no {name[:60]}: save it anew") from error
    except CorpusError:
        raise
    except Exception as error:  # zlib, lzma and bz2 each have errors of their own
        raise CorpusError("a broken zip archive: save it anew") from error
    if len(data) > info.file_size:
        raise CorpusError("unpacks to more than it says: unpack it")
    return data


def is_outside(name: str) -> bool:
    """Tell whether a member's name leads out of the folder that the archive is unpacked in.

    >>> is_outside("news/a.md"), is_outside("../a.md"), is_outside("/etc/passwd")
    (False, True, True)
    """
    parts = PurePosixPath(name.replace("\\", "/"))
    return parts.is_absolute() or ".." in parts.parts or bool(_DRIVE.match(name))


def parse_xml(data: bytes) -> Any:
    """Return the root of an XML file, without what it may want to fetch or to multiply.

    Raises:
        CorpusError: for what is no XML, or declares entities.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CorpusError("its XML is broken: save it anew") from error
    document = root.getroottree().docinfo
    if document.internalDTD is not None and any(document.internalDTD.iterentities()):
        raise CorpusError("its XML declares entities: refused, as they can do harm")
    return root
