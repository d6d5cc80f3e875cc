"""By which revision of the parsers a format is read.

A library remembers it of every file: what was read by an older revision is read again at the next
sync, though its bytes did not change. A text that comes out the same costs no embedding.
"""

from rag.sources.detecting import BY_NAME

EVERY = 1
"""Raise it when files of all formats come out otherwise: headlines, bylines, dates, languages."""
OWN = dict.fromkeys(BY_NAME.values(), 1)
"""Raise the number of a format when its files come out otherwise than before."""
_PAGES = ("html",)
_WITHIN = {
    "mhtml": ("html", "mail"),
    "mail": _PAGES,
    "mbox": ("html", "mail"),
    "feed": _PAGES,
    "epub": _PAGES,
    "json": _PAGES,
    "jsonl": ("html", "json"),
    "csv": _PAGES,
    "warc": _PAGES,
    "markdown": ("text",),
    "zip": tuple(sorted(set(OWN) - {"zip"})),
}
"""Whose parsers read a format, beside its own."""


def revision(kind: str) -> int:
    """Return the revision of the parsers that read a format; it only ever grows.

    Args:
        kind: one of the formats; empty for a file of which the format is not known, which all
            parsers together may read.

    >>> revision("mail") > revision("text"), revision("") >= revision("zip")
    (True, True)
    """
    kinds = (kind, *_WITHIN.get(kind, ())) if kind else tuple(OWN)
    return EVERY + sum(OWN.get(name, 0) for name in kinds)
