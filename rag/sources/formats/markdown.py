"""Markdown as plain text: what is read stays, what only marks it up goes.

Headings, items and rows keep a line of their own, by which `rag.language.blocks` knows them.
"""

import re
from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

MOST_BRACKETS = 10_000
"""In a text with more "[" links are not looked for: no article has so many, and each takes time."""
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_GAPS = re.compile(r"\s{2,}")
_NOTES = (
    ("![[", re.compile(r"!\[\[[^\[\]\n]{0,200}\]\]"), ""),
    ("[[", re.compile(r"\[\[(?:[^\[\]|\n]{0,200}\|)?([^\[\]|\n]{1,200})\]\]"), r"\1"),
    ("==", re.compile(r"(?<![=\w])==(?=\S)([^=\n]{1,200})(?<=\S)==(?![=\w])"), r"\1"),
)
"""Links, pictures and marks as note programs write them: a sign of each, and what is read of it."""
_AFTER = {
    "heading_close": "\n\n",
    "paragraph_close": "\n\n",
    "bullet_list_close": "\n",
    "ordered_list_close": "\n",
    "th_close": " | ",
    "td_close": " | ",
    "table_close": "\n",
}


def plain_text(markdown: str) -> str:
    r"""Return the words of a Markdown text.

    Emphasis, links, code marks and HTML tags are taken off, images with their descriptions too.

    >>> plain_text("# Prices\n\nIt **rose** [again](https://a.example).\n\n- One\n- Two")
    'Prices\n\nIt rose again.\n\n- One\n- Two'
    >>> plain_text("| Town | Price |\n|---|---|\n| Heide | 4.10 |")
    'Town | Price\nHeide | 4.10'
    """
    pieces: list[str] = []
    for sign, form, words in _NOTES:
        if sign in markdown:
            markdown = form.sub(words, markdown)
    for token in _parser(markdown.count("[") <= MOST_BRACKETS).parse(markdown):
        if token.type == "inline":
            pieces.append(_words(token.children or ()))
        elif token.type == "list_item_open":
            pieces.append(f"{token.info}. " if token.info else "- ")
        elif token.type in ("fence", "code_block", "html_block"):
            pieces.append(_TAG.sub("", _without_comments(token.content)) + "\n\n")
        elif token.type == "tr_close":
            pieces[-1] = "\n"  # in place of what parts cells
        elif token.type == "paragraph_close" and token.hidden:
            pieces.append("\n")
        else:
            pieces.append(_AFTER.get(token.type, ""))
    return _GAPS.sub(_gap, "".join(pieces)).strip()


def _gap(space: re.Match[str]) -> str:
    """Return one empty line for a space that has any, else the space as it is."""
    return "\n\n" if space.group().count("\n") > 1 else space.group()


def _without_comments(text: str) -> str:
    """Return a text without its comments, in linear time: an expression looks for each end anew."""
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept.append(text[at:start])
        at = end + 3
    return "".join(kept) + text[at:]


def _words(tokens: Sequence[Token]) -> str:
    breaks = {"softbreak": "\n", "hardbreak": "\n"}
    kept = ("text", "code_inline")
    return "".join(
        breaks.get(token.type, token.content if token.type in kept else "") for token in tokens
    )


@cache
def _parser(links: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return parser if links else parser.disable(["link", "image", "reference"])
