"""What a page says of its article in JSON-LD: schema.org's NewsArticle and its kin."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from rag.sources.about import About, language_code
from rag.sources.dates import read_moment
from rag.sources.mapping import line, names, words

_KINDS = re.compile(r"Article|BlogPosting|Report|LiveBlog|NewsItem")
_PAGE = re.compile(r"WebPage")
_LOOSE = re.compile(r'"(datePublished|dateModified|headline)"\s*:\s*"((?:[^"\\\n]|\\.){1,500})"')
_MOST = 200


def read_json_ld(blocks: list[str], about: About) -> None:
    """Note what the JSON-LD of a page says; what is broken is read as far as it can be."""
    objects: list[dict[str, Any]] = []
    for block in blocks:
        try:
            mended = re.sub(r",(?=\s*[}\]])", "", re.sub(r"^\s*<!--|-->\s*$", "", block))
            objects += _objects(json.loads(mended, strict=False))
        except (ValueError, RecursionError):
            objects.append({"@type": "Article", **dict(_LOOSE.findall(block))})
    named = {one["@id"]: one for one in objects if isinstance(one.get("@id"), str)}
    for kind in (_KINDS, _PAGE):
        for one in objects[:_MOST]:
            if kind.search(" ".join(words(one.get("@type")))):
                _note(one, named, about, kind is _KINDS)


def _note(one: dict[str, Any], named: dict[str, Any], about: About, is_article: bool) -> None:
    about.date(read_moment(line(one.get("datePublished"))), "JSON-LD")
    about.fill(modified=read_moment(line(one.get("dateModified"))))
    about.fill(language=language_code(line(one.get("inLanguage"))))
    if not is_article:
        return
    publisher = one.get("publisher") or one.get("sourceOrganization")
    about.fill(
        title=_plain(line(one.get("headline"))),
        outlet=_plain(line(_followed(publisher, named))),
        section=_plain(line(one.get("articleSection"))),
        authors=tuple(map(_plain, names(_followed(one.get("author"), named)))),
        topics=tuple(map(_plain, words(one.get("keywords")))),
    )
    for key in ("url", "mainEntityOfPage"):
        address = one.get(key)
        about.fill(url=line(address.get("@id") if isinstance(address, dict) else address))


def _followed(value: Any, named: dict[str, Any]) -> Any:
    """Return a value with what its references by "@id" stand for."""
    if isinstance(value, list):
        return [_followed(entry, named) for entry in value]
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return named.get(value["@id"], {})
    return value


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for entry in value:
            yield from _objects(entry)
    elif isinstance(value, dict):
        yield value
        for inner in ("@graph", "mainEntity", "hasPart"):
            yield from _objects(value.get(inner))


def _plain(text: str) -> str:
    return html.unescape(text)
