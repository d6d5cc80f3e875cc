"""What stands after and below a news text: agency credits, dates of agencies, corrections."""

import re

from rag.core.text import one_line
from rag.sources.about import About
from rag.sources.dates import WHOLE_DAY, agency_day, read_day

KNOWN_AGENCY = r"Reuters|Bloomberg|Associated Press|Agence France-Presse|dpa|epd|kna|sid|apa"
ACRONYM = rf"(?:[A-Z]{{2,5}}|{KNOWN_AGENCY})"
"""How an agency is called in a credit."""
AGENCY = rf"{ACRONYM}(?:/{ACRONYM})*"
OUTLET_WORD = re.compile(
    r"""\b(?:Agency|Agentur|Courier|Kurier|Daily|Gazette|Herald|Journal|Magazine?|News|Post|Press
    |Presse|Review|Times|Tribune|Observer|Chronicle|Echo|Examiner|Globe|Guardian|Independent|Mail
    |Mirror|Sentinel|Standard|Star|Sun|Telegraph|Weekly|Radio|Television|Today|Zeitung|Nachrichten
    |Rundschau|Tageblatt|Anzeiger|Bote|Merkur|Morgenpost|Spiegel|Allgemeine|Stimme|Welle
    |Dispatch|Register|Ledger|Argus|Bulletin|Newsletter|Broadcasting|Monitor|Inquirer|Monde|Figaro)\b
    |\w+(?:blatt|zeitung|kurier|anzeiger|bote|post|nachrichten|presse|funk|spiegel)\b""",
    re.VERBOSE | re.IGNORECASE,
)
"""What the name of a paper, an agency or a station has in it."""
_CAPITAL = r"[A-ZÄÖÜ][\w'’&.-]*"
_NAME = rf"{_CAPITAL}(?:\s(?:{_CAPITAL}|of|on|the|and|und|der|die|das|für|am|de|la)){{0,7}}"
NAME = re.compile(_NAME)
"""What may be the name of an outlet: words that begin with a capital."""
_DAY = f"(?i:{WHOLE_DAY})"
_LINES = (
    re.compile(rf"[(\[]?(?P<agency>{AGENCY})(?:/\w{{1,4}})*(?P<rest>\s[\d ]+\w+ \d{{2,4}})?[)\]]?"),
    re.compile(rf"(?P<outlet>{_NAME})\s*(?:,|[-–—|·])\s*(?P<day>{_DAY})"),
    re.compile(rf"(?i:source|quelle|agency|credit):\s*(?P<agency>{AGENCY})"),
)
_AT_END = re.compile(
    rf"(?<=[.!?\"”“’)])\s+(?:[(\[](?P<agency>{AGENCY})(?:/\w{{1,4}})*[)\]]|(?P<bare>{AGENCY}))$"
)
_FOOT = re.compile(
    r"""(?:©|\(c\)\s|copyright\b|all\srights\sreserved|alle\srechte|you\sare\svisitor
    |reporting\sby\s[^.\n]{3,60};|a\sversion\sof\sthis\sarticle\sappear|back\sto\stop|nach\soben$|print\sthis\spage)
    [^\n]{0,150}$""",
    re.VERBOSE | re.IGNORECASE,
)
"""Lines below an article that are no part of it."""
_CORRECTION = re.compile(
    r"""(?:corrections?|clarification|corrigendum|erratum|korrektur|berichtigung|richtigstellung)
    \b[^\n]{0,40}?:\s|(?:\[?editor.s\snote:?\s|\*)?(?:this|an\searlier\sversion\sof\sthis)\s
    (?:article|story|report|version)\b[^\n]{0,60}\b(?:corrected|amended|misstated|incorrectly)
    |in\seiner\s(?:früheren|ersten)\s(?:fassung|version)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_NOTE_START = re.compile(r"[\n*\[]")
"""What may stand before a correction note."""
_IN_CORRECTION = re.compile(rf"(?i:{WHOLE_DAY})")
_MOST_LINES = 3


def without_credits(text: str, about: About) -> int:
    r"""Return where a text ends without the credits below it, and note what they say.

    >>> about = About()
    >>> text = "It rose.\n\n(ENA)"
    >>> text[: without_credits(text, about)], about.agency
    ('It rose.', 'ENA')
    """
    end = len(text.rstrip())
    for _ in range(_MOST_LINES):
        start = text.rfind("\n", 0, end) + 1
        line = text[start:end].strip()
        credit = bool(text[:start].strip()) and (bool(_FOOT.match(line)) or _line(line, about))
        if not credit:
            break
        end = len(text[:start].rstrip())
    start = max(text.rfind("\n", 0, end) + 1, end - 200)
    match = _AT_END.search(text[start:end])
    if match:
        about.fill(agency=match["agency"] or match["bare"])
        end = start + match.start()
    return end


def _line(line: str, about: About) -> bool:
    """Note what a line says that is nothing but a credit; tell whether it is one."""
    for form in _LINES:
        match = form.fullmatch(line)
        if match:
            found = match.groupdict()
            about.fill(agency=found.get("agency"), outlet=found.get("outlet"))
            about.date(read_day(found.get("day") or ""), "credit")
            about.date(agency_day(found.get("rest") or ""), "credit")
            return True
    return False


def note_correction(text: str, about: About) -> None:
    """Note the correction that a text has, and its day; it stays in the text."""
    starts = (0, *(start.end() for start in _NOTE_START.finditer(text)))
    for match in filter(None, (_CORRECTION.match(text, start) for start in starts)):
        note = text[match.start() :].split("\n\n")[0].strip()
        about.fill(correction=one_line(note)[:1_000])
        day = _IN_CORRECTION.search(note[:80])
        if day:
            about.fill(modified=read_day(day.group()))
        return
