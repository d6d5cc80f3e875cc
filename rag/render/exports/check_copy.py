"""A checked text for the clipboard: each sentence that an article supports has its footnotes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from rag.core.checked import CheckedText, SentenceVerdict
from rag.render.escape import escape_markdown
from rag.render.exports.clipboard import Clip
from rag.render.exports.handout import Note
from rag.render.exports.html import checked_html
from rag.render.exports.markdown import note_markdown
from rag.render.wording import ENGLISH, Wording

_GAP = re.compile(r"\n[^\S\n]*\n")
"""What parts two paragraphs."""


@dataclass(frozen=True, slots=True)
class FootnotedSentence:
    """A sentence of a text, on one line, with the numbers of its footnotes."""

    text: str
    numbers: tuple[int, ...]


def checked_clip(checked: CheckedText, t: Wording = ENGLISH) -> Clip:
    """Return a checked text for the clipboard, by its paragraphs; what is unsupported has no note.

    Args:
        checked: the text.
        t: the texts.
    """
    used = dict.fromkeys(
        number
        for one in checked.sentences
        if one.verdict is SentenceVerdict.SUPPORTED
        for number in one.supporting
    )
    renumbered = {number: here for here, number in enumerate(used, start=1)}
    paragraphs = list(_paragraphs(checked, renumbered))
    cited = {one.number: one for one in checked.citations}
    notes = [
        Note(replace(cited[number], number=here), checked.as_of, t=t)
        for number, here in renumbered.items()
    ]
    blocks = [" ".join(map(_markdown, several)) for several in paragraphs]
    markdown = "\n\n".join([*blocks, *map(note_markdown, notes)])
    return Clip(markdown, checked_html(paragraphs, notes, t))


def _paragraphs(
    checked: CheckedText, renumbered: Mapping[int, int]
) -> Iterator[list[FootnotedSentence]]:
    several: list[FootnotedSentence] = []
    end = 0
    for one in checked.sentences:
        if several and _GAP.search(checked.text, end, one.place.start):
            yield several
            several = []
        numbers = one.supporting if one.verdict is SentenceVerdict.SUPPORTED else ()
        shown = tuple(renumbered[number] for number in numbers)
        several.append(FootnotedSentence(" ".join(one.text.split()), shown))
        end = one.place.end
    if several:
        yield several


def _markdown(one: FootnotedSentence) -> str:
    return escape_markdown(one.text) + "".join(f"[^{number}]" for number in one.numbers)
