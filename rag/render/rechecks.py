"""What became of the citations of kept answers, printed."""

from collections.abc import Sequence
from itertools import groupby

from rag.core.recheck import Rechecked, Standing
from rag.core.span import Location
from rag.render.blocks import byline, counted
from rag.render.escape import plain


def rechecks_text(rechecked: Sequence[Rechecked]) -> str:
    """Return what became of citations: a line for each, under its question, and their counts.

    Where the words that are quoted were edited, the lines below say what they were and are.
    """
    lines: list[str] = []
    for question, several in groupby(rechecked, key=lambda one: one.question):
        lines.append(question)
        for one in several:
            lines += _lines(one)
    standings = [one.recheck.standing for one in rechecked]
    counts = (f"{standings.count(standing)} {standing}" for standing in Standing)
    told = ", ".join(count for count in counts if not count.startswith("0 "))
    lines.append(f"{counted(len(rechecked), 'citation')}{': ' if told else ''}{told}")
    return plain("\n".join(lines))


def _lines(one: Rechecked) -> list[str]:
    place = Location(one.cited.article_id, one.cited.span)
    lines = [f"  [{one.number}] {one.recheck.standing} ({place})"]
    if one.recheck.newer:
        lines.append(f"      newer: {byline(one.recheck.newer)}")
    if change := one.recheck.change:
        lines += [f"    - {change.before}"] + ([f"    + {change.after}"] if change.after else [])
    return lines
