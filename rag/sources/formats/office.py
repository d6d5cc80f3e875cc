"""What text documents of office programs have in common."""

from collections.abc import Iterable

from rag.sources.about import About, Reading, make_article, only
from rag.sources.bylines import read_running
from rag.sources.frame import find_body


def document_reading(
    blocks: Iterable[str], running: Iterable[str], title: str, about: About, name: str
) -> Reading:
    """Return the article that the blocks of a document make.

    Args:
        blocks: its paragraphs, lists and tables.
        running: its headers and footers.
        title: what its properties call it; often a leftover, so its first lines come before.
        about: what is known of it.
        name: what the file is called.
    """
    text = "\n\n".join(filter(None, blocks))
    if title and _letters(title) in _letters(text[:1_000]):
        about.fill(title=title)
    for line in running:
        read_running(line, about)
    body = text[find_body(text, about)]
    about.fill(title=title)
    return only(make_article(body, name, about), about)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
