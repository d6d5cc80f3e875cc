"""Bytes as text: UTF-8, what a byte order mark says, else the likeliest encoding."""

import codecs
import re

from rag.errors import CorpusError

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_SAID = dict.fromkeys(("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"), "cp1252")
"""What pages say where they mean Windows' encoding, as browsers take it."""
_CONTROLS = bytes({*range(32)} - {*b"\t\n\v\f\r\x1b\x1c\x1d\x1e\x1f"})
"""Bytes that stand in no text, save one now and then."""
_SAMPLE = 50_000
"""The bytes by which an encoding is guessed."""
_BREAKS = re.compile("[\u200b\u2060\ufeff\u00ad]")
_WESTERN = frozenset("äöüßÄÖÜéèêàçñáíóúâîôûëïåøæÅØÆ€–—‘’“”„…«»°§©£½²³´\xa0")


def decode(data: bytes, said: str = "") -> tuple[str, str]:
    """Return bytes as text, and a warning where their encoding was guessed.

    Args:
        data: the bytes.
        said: the encoding that a page or a mail gives; tried where they are not UTF-8.

    Raises:
        CorpusError: for what is no text.

    >>> decode("Mühle".encode()), decode("Die Mühle in Grünau".encode("cp1252"))[0]
    (('Mühle', ''), 'Die Mühle in Grünau')
    """
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding, "replace"), ""
    sample = data[:_SAMPLE]
    if b"\0" in data or len(sample) - len(sample.translate(None, _CONTROLS)) > len(sample) / 50:
        raise CorpusError("binary file: save it as text")
    for encoding in filter(None, ("utf-8", _SAID.get(said.lower(), said))):
        try:
            return data.decode(encoding), ""
        except (UnicodeDecodeError, LookupError):
            continue
    encoding = _guessed(data)
    return data.decode(encoding, "replace"), f"not UTF-8: read as {encoding}, save it as UTF-8"


def without_breaks(text: str) -> str:
    r"""Return a text without what is put into words for their line breaks and never seen.

    Joiners stay: they are letters of some languages.

    >>> without_breaks("cooper\u200bative buil\u00adding")
    'cooperative building'
    """
    return text if text.isascii() else _BREAKS.sub("", text)


def _guessed(data: bytes) -> str:
    """Return the likeliest encoding; that of western Europe where nothing is more likely."""
    from charset_normalizer import from_bytes

    sample = data[:_SAMPLE]
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    special = [letter for letter in text if ord(letter) > 127]
    usual = sum(letter in _WESTERN for letter in special)
    if special and usual >= len(special) * 0.9:
        return "cp1252"
    best = from_bytes(sample).best()
    return best.encoding if best else "cp1252"
