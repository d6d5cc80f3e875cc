"""Web pages: the article's text, and what the page says of it."""

from typing import TYPE_CHECKING

from rag.sources.about import About, Reading, make_article, only
from rag.sources.formats.fragments import blocks_of
from rag.sources.formats.page_body import page_body
from rag.sources.formats.page_head import read_head
from rag.sources.formats.page_shown import read_shown
from rag.sources.formats.pages import parse_page, remove_hidden
from rag.sources.frame import find_body

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def load_html(data: bytes, name: str) -> Reading:
    """Return the article of a web page.

    Raises:
        CorpusError: for what is no page, or one without text.
    """
    tree, warning = parse_page(data)
    about = About(warnings=[warning] if warning else [])
    text = page_text(tree, about)
    return only(make_article(text, name, about), about)


def page_text(tree: "HtmlElement", about: About) -> str:
    """Return the text of a page's article, and note what the page says of it.

    Args:
        tree: the page; it is taken apart.
        about: what is known already.
    """
    read_head(tree, about)
    remove_hidden(tree)
    read_shown(tree, about)
    whole = tree.find("body")
    text = "" if whole is None else blocks_of(whole)
    text = page_body(tree, about.title) or text
    return text[find_body(text, about)]
