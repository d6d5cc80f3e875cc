"""What stands before the body of a news text: headline, byline, outlet, day, dateline.

What is surely no sentence of the body becomes metadata; in doubt it stays in the body.
"""

import re
from datetime import date

from rag.core.text import one_line
from rag.sources.about import About
from rag.sources.bylines import BYLINE, CAPITAL, OUTLET_DAY, WHOLE, read_names
from rag.sources.credits import AGENCY, NAME, OUTLET_WORD, note_correction, without_credits
from rag.sources.dates import DAY, read_day

_LONGEST_HEADLINE = 400
_MOST_PARAGRAPHS = 6
_PUBLISHED = re.compile(
    rf"""(?:(?:[a-zäöü]+\s){{0,3}}(?:no|nr|issue|ausgabe|vol|volume)\b[.:]?\s*[\w/.-]+(?:\s\([^)]*\))?(?:[,:]|\s[·|–-])?\s+)?
    (?:(?P<changed>updated?|last\supdated?|last\smodified|modified|aktualisiert|geändert)
    |first\spublished|published|posted|erschienen|veröffentlicht|stand|date|datum)?
    \s*(?:on|am|vom|:)?\s*(?P<day>{WHOLE})\.?""",
    re.VERBOSE | re.IGNORECASE,
)
_PLACE = (
    rf"{CAPITAL}(?:[\s/](?:{CAPITAL}|am|an der|bei|on|upon|de|la|le)){{0,4}}"
    r"(?:\s(?:page|edition|desk|Seite|Ausgabe))?"
)
_BREAK = r"\s*(?:[-–—]|--)\s+"
_NEXT = r"(?=[A-ZÄÖÜ\d\"“„«'])"
_DATELINES = tuple(
    re.compile(form)
    for form in (
        rf"(?:{_PLACE},?\s)?(?:(?:(?P<day>{WHOLE})|(?i:{DAY})),?\s)?"
        rf"\((?P<agency>{AGENCY})\){_BREAK}{_NEXT}",
        rf"{_PLACE}(?:,\s{_PLACE})?,\s(?:(?P<day>{WHOLE})|(?i:{DAY}))"
        rf"\s\((?P<agency>{CAPITAL}(?:\s{CAPITAL}){{0,2}})\){_BREAK}{_NEXT}",
        rf"(?:{_PLACE}(?:,\s{_PLACE})?,\s)?(?P<day>{WHOLE})(?:\s\((?P<agency>{AGENCY})\))?"
        rf"(?:[.:]\s+|{_BREAK}){_NEXT}",
        rf"[A-ZÄÖÜ][A-ZÄÖÜ .'/-]{{2,30}}(?:,\s{CAPITAL})?(?:,\s(?i:{DAY}))?"
        rf"\s*(?:—|–|--)\s+{_NEXT}",
    )
)


def find_body(text: str, about: About, headline: bool = True) -> slice:
    r"""Return where the body of a text stands, and note what stands around it.

    Args:
        text: paragraphs, parted by empty lines.
        about: what is known already; it is not changed, only filled.
        headline: whether the first line may be the headline.

    >>> about = About()
    >>> text = "Swan stops tram\n\nNorth Shore Daily\n\nBonn, 2 May 2026. A swan stopped it."
    >>> text[find_body(text, about)], about.title, about.outlet, about.published
    ('A swan stopped it.', 'Swan stops tram', 'North Shore Daily', datetime.date(2026, 5, 2))
    """
    end = without_credits(text, about)
    start = len(text) - len(text.lstrip())
    if headline:
        start = _after_headline(text, start, end, about)
        start = _after_head(text, start, end, about)
    start = _after_dateline(text, start, end, about)
    note_correction(text[start:end], about)
    return slice(start, max(start, end))


def _after_headline(text: str, start: int, end: int, about: About) -> int:
    """Return where the text goes on after its headline; at its beginning where it has none."""
    stop = text.find("\n", start, end)
    line = text[start:stop].strip() if stop >= 0 else ""
    alone = stop >= 0 and not text[stop : stop + 2].strip()
    following = text[stop:end].lstrip().split("\n")[0]
    if not line or len(line) > _LONGEST_HEADLINE or not any(map(str.isalpha, line)):
        return start
    if about.title:
        return _next(text, stop, end) if same_title(line, about.title) else start
    head = BYLINE.fullmatch(following) or _published(following)
    if (
        line[-1] in ".:;,"
        or (line[-1] == "!" and not head)
        or "|" in line
        or line[0] in "-*•>"
        or _is_dated(line)
    ):
        return start
    if not alone and not head:
        return start
    about.title = line
    return _next(text, stop, end)


def _after_head(text: str, start: int, end: int, about: About) -> int:
    """Return where the text goes on after lines that only say who, where and when."""
    for _ in range(_MOST_PARAGRAPHS):
        stop = text.find("\n\n", start, end)
        if stop < 0:
            break
        lines = text[start:stop].strip().split("\n")
        following = text[_next(text, stop, end) : end]
        if len(lines) > _MOST_PARAGRAPHS or not all(map(_may_be_head, lines)):
            break
        found = About()
        if not all(_read_line(line.strip(), following, found) for line in lines):
            break
        about.fill(outlet=found.outlet, authors=found.authors, modified=found.modified)
        about.date(found.published, found.date_origin)
        start = _next(text, stop, end)
    return start


def _may_be_head(line: str) -> bool:
    return 0 < len(line) <= 120 and "|" not in line


def _read_line(line: str, following: str, about: About) -> bool:
    """Note what a line says of the article; tell whether it says nothing else."""
    if byline := BYLINE.fullmatch(line):
        read_names(byline["who"], about)
        about.date(read_day(byline["day"] or ""), "byline")
        return True
    if dated := _published(line):
        day = read_day(dated["day"])
        if dated.groupdict().get("changed"):
            about.fill(modified=day)
        else:
            about.date(day, "dateline")
            about.fill(outlet=dated.groupdict().get("outlet"))
        return day is not None
    if NAME.fullmatch(line) and (OUTLET_WORD.search(line) or _is_dated(following)):
        about.fill(outlet=line)
        return True
    return False


def _after_dateline(text: str, start: int, end: int, about: About) -> int:
    for form in _DATELINES:
        match = form.match(text, start, min(end, start + 160))
        if match:
            found = match.groupdict()
            about.date(_day(found.get("day")), "dateline")
            about.fill(agency=found.get("agency"))
            return match.end()
    return start


def _is_dated(text: str) -> bool:
    """Tell whether a text begins with a dateline or is a line with the day of publication."""
    begin = text[:160]
    line = begin.split("\n")[0].strip()
    return any(form.match(begin) for form in _DATELINES) or _published(line) is not None


def published_line(line: str) -> date | None:
    """Return the day in a line that says nothing but when a text was published, or which issue.

    >>> published_line("Pressemitteilung Nr. 37/2026 vom 29.04.2026")
    datetime.date(2026, 4, 29)
    """
    dated = _published(line)
    return read_day(dated["day"]) if dated and not dated.groupdict().get("changed") else None


def _published(line: str) -> re.Match[str] | None:
    return _PUBLISHED.fullmatch(line) or OUTLET_DAY.fullmatch(line)


def _day(text: str | None) -> date | None:
    return read_day(text) if text else None


def _next(text: str, stop: int, end: int) -> int:
    """Return where the next line with words begins."""
    rest = text[stop:end]
    return stop + len(rest) - len(rest.lstrip())


def same_title(one: str, other: str) -> bool:
    """Tell whether two titles have the same letters; one may be cut."""
    first, second = ("".join(filter(str.isalnum, one_line(t).casefold())) for t in (one, other))
    return first == second or (len(second) > 20 and first.startswith(second.removesuffix("...")))
