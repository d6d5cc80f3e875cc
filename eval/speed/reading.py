"""What it costs to read a long PDF: one is made, letter by letter as a printed report has them."""

import time

from eval.speed.syncing import article
from rag.sources.reading import read_articles

PAGES, LINES, LINE = 300, 44, 70
"""Of a report: its pages, the lines of one, the letters of one at most."""


def pdf_seconds(pages: int = PAGES) -> float:
    """Return the seconds of computing in which a PDF of so many pages is read."""
    data = report(pages)
    started = time.process_time()
    read_articles(data, "report.pdf")
    return time.process_time() - started


def report(pages: int) -> bytes:
    """Return a PDF with a page header, full lines and page numbers."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(pages))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number in range(pages):
        shown = _page(number)
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>",
            f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream",
        ]
    made = "%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>"
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}"
    return f"{made}{end}\nstartxref\n{len(made)}\n%%EOF\n".encode("ascii")


def _page(number: int) -> str:
    """Return what is drawn on a page."""
    words = " ".join(article(number * 2 + half).split("---\n")[2] for half in range(2)).split()
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) >= LINE:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    placed = [(780 - 16 * place, line) for place, line in enumerate(lines[:LINES])]
    placed += [(815, "Report of the harbour office"), (40, str(number + 1))]
    return "\n".join(f"BT /F 10 Tf 60 {y} Td ({words}) Tj ET" for y, words in placed)
