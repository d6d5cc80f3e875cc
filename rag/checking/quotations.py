"""What a text quotes: the words between quotation marks, whose they are, and whether they stand."""

import re

from rag.checking.letters import spoken
from rag.checking.quotes import verify_quote
from rag.checking.speakers import speaker_of
from rag.core.checked import CheckedQuotation
from rag.core.span import Span
from rag.language.language import language
from rag.language.parsed import Parsed, parse
from rag.library.snapshot import Snapshot

LEAST_WORDS = 3
"""Fewer words between quotation marks are a name or a figure of speech."""
_MOST_BESIDES = 1
"""A sentence only quotes where it has at most so many other stems besides names and verbs."""


def quotations_in(text: str, parsed: Parsed, snapshot: Snapshot) -> list[CheckedQuotation]:
    """Return what a text quotes, and what became of it.

    Who is said to have said it is looked for only where the sentence has a verb of speech.

    Args:
        text: the text.
        parsed: the same, read.
        snapshot: the articles.
    """
    says = language(parsed.code).claiming.says
    found = []
    for place in spoken(text):
        if len(re.findall(r"\w+", place.slice(text))) < LEAST_WORDS:
            continue
        touching = [span for span in parsed.sentences if span.overlaps(place)]
        around = text[touching[0].start : touching[-1].end + 60] if touching else ""
        outside = around.replace(place.slice(text), " ")
        speaker = speaker_of(text, place, parsed.code) if says.search(outside) else ""
        found.append(CheckedQuotation(place, verify_quote(place.slice(text), snapshot, speaker)))
    return found


def says_only(sentence: Parsed, places: list[Span]) -> bool:
    """Tell whether a sentence says nothing besides its quotations and who says them."""
    text = sentence.text
    for place in places:
        end = min(place.end, len(text))
        text = text[: place.start] + " " * (end - place.start) + text[end:]
    rest = parse(text, sentence.code)
    named = {stem for name in rest.names_and_openings for stem in rest.stems_within(*_edges(name))}
    verbs = language(sentence.code).claiming.says.sub(" ", text)
    return len(parse(verbs, sentence.code).stems - named) <= _MOST_BESIDES


def _edges(place: Span) -> tuple[int, int]:
    return place.start, place.end
