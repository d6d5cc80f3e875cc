"""Bylines, and lines with an outlet and a day."""

import re

from rag.sources.about import About
from rag.sources.credits import NAME, OUTLET_WORD
from rag.sources.dates import WHOLE_DAY, read_day
from rag.sources.mapping import names

WHOLE = f"(?i:{WHOLE_DAY})"
CAPITAL = r"[A-ZÄÖÜ][\w'’.-]*"
_PERSON = rf"{CAPITAL}(?:\s(?:{CAPITAL}|(?:von|van|der|den|de|zu|al|bin|ten)\b)){{0,4}}"
BYLINE = re.compile(
    rf"(?:(?i:by|von|text|author|words by|report by|story by|interview)\b:?\s+)"
    rf"(?P<who>{_PERSON}(?:(?:,\s|\s(?:and|und|with|mit|&)\s){_PERSON}){{0,5}})"
    rf"(?:,?\s(?:-\s|\|\s)?(?P<day>{WHOLE}))?\.?"
)
OUTLET_DAY = re.compile(rf"(?P<outlet>{NAME.pattern})\s*(?:,|[-–—|·])\s*(?P<day>{WHOLE})\.?")
_BEFORE = re.compile(r"(?i)^(?:(?:\w+\s){0,2}by|von|text|author|interview)\b:?\s+")
_ROLE = re.compile(
    r"(?i)\b(?:correspondent|editor|reporter|staff|writer|newsroom|redaktion|korrespondent\w*)\b"
)


def read_byline(line: str, about: About) -> None:
    """Note the authors and the day of a line that is surely a byline, with or without "By"."""
    line = _BEFORE.sub("", line.strip())
    byline = BYLINE.match(f"by {line}")
    if byline:
        read_names(byline["who"], about)


def read_running(line: str, about: About) -> None:
    """Note the outlet and the day in a header or footer, where it is made of them."""
    found = OUTLET_DAY.fullmatch(line.strip())
    if found:
        about.fill(outlet=found["outlet"])
        about.date(read_day(found["day"]), "page header")


def read_names(who: str, about: About) -> None:
    """Note the authors of a byline, and the outlet where it ends with one."""
    first, _, last = who.rpartition(", ")
    if first and (OUTLET_WORD.search(last) or len(last.split()) == 1):
        about.fill(outlet=last)
        who = first
    people = names(who)
    if len(people) == 1 and OUTLET_WORD.search(who) and not first:
        about.fill(outlet=who)
    about.fill(authors=tuple(name for name in people if not _ROLE.search(name)))
