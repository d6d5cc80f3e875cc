"""A small valid file of every format, and seeded damage to it."""

import gzip
import random
from pathlib import Path

from tests.sources.made import column, pdf, zipped

TOWN = Path("eval/town/articles")
_PAGE = "<html><head><title>The ice</title></head><body><p>The ice is here, it is thick.</p></body>"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_ODT = (
    f'<o:document-content xmlns:o="{_ODF}:office:1.0" xmlns:t="{_ODF}:text:1.0"><o:body><o:text>'
    "<t:p>The bridge is closed.</t:p><t:p>It opens on Monday.</t:p></o:text></o:body>"
    "</o:document-content>"
)
_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book.opf"/></rootfiles></container>'
)
_PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest>'
    '<item id="a" href="a.html"/><item id="b" href="b.html"/></manifest>'
    '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>'
)
_ROWS = '{"title": "The ice", "date": "2026-05-02", "text": "<p>The ice is here.</p>"}'


def warc(pages: int = 3) -> list[bytes]:
    """Return the records of a WARC file, each with a page."""
    records = []
    for number in range(pages):
        page = f"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n{_PAGE}<p>Page {number}.</p>"
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/{number}\r\n"
            "WARC-Date: 2026-05-02T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:0>\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
        )
        records.append(f"{head}Content-Length: {len(page)}\r\n\r\n{page}\r\n\r\n".encode())
    return records


def samples() -> dict[str, bytes]:
    """Return valid files by their names."""
    letter = (TOWN / "morning-newsletter-2026-11-20.eml").read_bytes()
    saved = b"MIME-Version: 1.0\nContent-Type: text/html\n\n" + _PAGE.encode()
    return {
        "a.md": (TOWN / "school-meals-2026.md").read_bytes(),
        "a.txt": (TOWN / "gazette-bathing-2026.txt").read_bytes(),
        "a.html": (TOWN / "rents-2026.html").read_bytes(),
        "a.mhtml": saved,
        "a.pdf": pdf([column(["The bridge is closed", "until Monday."])] * 2, "/Title (Bridge)"),
        "a.docx": (TOWN / "museum-restitution.docx").read_bytes(),
        "a.odt": zipped(
            {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": _ODT}
        ),
        "a.epub": zipped(
            {
                "mimetype": "application/epub+zip",
                "META-INF/container.xml": _CONTAINER,
                "book.opf": _PACKAGE,
                "a.html": _PAGE,
                "b.html": _PAGE,
            }
        ),
        "a.eml": letter,
        "a.mbox": b"From a@a.example Fri Nov 20 06:00:00 2026\n".join(
            [b"", letter + b"\n", letter]
        ),
        "a.xml": (TOWN / "ena-feed-2026-11-25.xml").read_bytes(),
        "a.json": f"[{_ROWS}, {_ROWS}]".encode(),
        "a.jsonl": f"{_ROWS}\n{_ROWS}\n".encode(),
        "a.csv": b"title;date;text\nThe ice;2026-05-02;The ice is here.\nNo ice;;It is gone.\n",
        "a.warc": b"".join(warc()),
        "b.warc.gz": b"".join(map(gzip.compress, warc())),
        "a.zip": zipped({"a.md": "# A\n\nIt rose.", "b.html": _PAGE, "c.json": f"[{_ROWS}]"}),
    }


def damaged(data: bytes, seed: int) -> bytes:
    """Return a file with one to three pieces cut, flipped, repeated, swapped or written over."""
    chosen = random.Random(seed)
    for _ in range(chosen.randint(1, 3)):
        start = chosen.randrange(len(data) or 1)
        end = start + chosen.choice((1, 2, 8, 60, len(data)))
        other = chosen.randrange(len(data) or 1)
        piece, more = data[start:end], data[other : other + (end - start)]
        new = {
            "cut": b"",
            "flip": bytes(byte ^ 1 << chosen.randrange(8) for byte in piece),
            "repeat": piece * chosen.choice((2, 3, 50)) if len(piece) < 1_000 else piece * 2,
            "swap": more,
            "write": chosen.choice(_NOISE),
        }[chosen.choice(("cut", "flip", "repeat", "swap", "write"))]
        data = data[:start] + new + data[end:]
    return data


_NOISE = (
    b"\x00", b"\x01\x02", b"&#1;", b"\xff\xfe", b"<", b"]]>", b"<div>" * 400, b"\r\n\r\n",
    b"--b--", b"\x1f\x8b\x08", b"PK\x03\x04", b"%PDF-", b'"', b"{", b"=?utf-8?b?!?=",
    b"\xed\xa0\x80", b"---\n",
)  # fmt: skip
