"""Files of several formats, made for tests."""

import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO

Line = tuple[float, float, str]
"""Where a line stands, in points from the left and from the bottom, and its words."""


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """Return a zip archive of members by their names."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def pdf(
    pages: Iterable[Iterable[Line]], info: str = "", size: float = 10, catalog: str = ""
) -> bytes:
    """Return a PDF with lines of Helvetica on A5 pages."""
    streams = []
    for lines in pages:
        shown = "".join(
            f"BT /F {size if y < 555 else 8} Tf {x} {y} Td ({_escaped(words)}) Tj ET\n"
            for x, y, words in lines
        )
        streams.append(shown.encode("cp1252"))
    count = len(streams)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, stream in enumerate(streams):
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>".encode(),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        ]
    objects.append(f"<< {info} >>".encode("cp1252"))
    data = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>"
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n{trailer}\n"
    return data + f"{end}startxref\n{len(data)}\n%%EOF\n".encode()


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def column(words: Iterable[str], x: float = 40, y: float = 520, step: float = 14) -> list[Line]:
    """Return lines below each other."""
    return [(x, y - step * number, line) for number, line in enumerate(words)]
