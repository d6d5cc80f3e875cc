"""Exports read back as other programs read them."""

from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Tags(HTMLParser):
    """Every tag of a page with its attributes, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def part(document: bytes, name: str) -> Any:
    """The root of an XML part of a Word document."""
    with ZipFile(BytesIO(document)) as archive:
        return etree.fromstring(archive.read(name))


def names(document: bytes) -> list[str]:
    with ZipFile(BytesIO(document)) as archive:
        return archive.namelist()


def words(node: Any) -> str:
    return "".join(text.text or "" for text in node.iter(f"{W}t"))


def values(root: Any, tag: str, attribute: str = "id") -> list[str]:
    """What an attribute of each element of a kind is."""
    return [node.get(f"{W}{attribute}") for node in root.iter(f"{W}{tag}")]
