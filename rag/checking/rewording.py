"""The words of an article that are closest to a quotation, and where the two differ."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rag.checking.letters import spoken
from rag.core.article import Article
from rag.core.checked import WordChange
from rag.core.span import Span
from rag.language.language import language

LEAST_LIKENESS = 0.6
"""From this likeness on, words are a quotation that was altered."""
_WORD = re.compile(r"\w+(?:[-'\u2019]\w+)*")
_WINDOWS = 3
"""The places of an article that are compared word by word."""
_ROOM = 1.6
"""A place has so many times the words of the quotation: who says it may stand between."""
_LIGHT, _HEAVY = 1, 3
"""The weight of a stop word, and of any other."""


@dataclass(frozen=True, slots=True)
class Reworded:
    """Words of an article that are like a quotation.

    Attributes:
        place: where they stand.
        likeness: the share, 0..1, of the words of both that are the same, in the same order; a word
            with content weighs three times as much as another.
        changes: where the quotation differs, in its order.
    """

    place: Span
    likeness: float
    changes: tuple[WordChange, ...]


def closest_words(quote: str, article: Article, within: Span | None = None) -> Reworded | None:
    """Return the words of an article closest to a quotation; None where none are like it.

    Args:
        quote: the words.
        article: the article.
        within: looks at this place only, where words that differ in capitals are other words.
    """
    given = list(_WORD.finditer(quote))
    area = within or Span(0, len(article.text))
    there = list(_WORD.finditer(article.text, area.start, area.end))
    if not given or not there:
        return None
    fold = (lambda word: word) if within else _folded
    wanted, words = ([fold(match.group()) for match in group] for group in (given, there))
    if within:
        wanted[0], words[0] = _folded(wanted[0]), _folded(words[0])
        return Reworded(within, 1.0, tuple(_changes(quote, article, given, there, wanted, words)))
    quoted = spoken(article.text)
    best: Reworded | None = None
    for first, last in _windows(wanted, words):
        found = _compared(quote, article, given, there[first : last + len(given)], quoted)
        if found and found.likeness >= (best.likeness if best else LEAST_LIKENESS):
            best = found
    return best


def _folded(word: str) -> str:
    return word.casefold().replace("\u2019", "'").replace("-", "")


def _windows(wanted: Sequence[str], words: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places with most of the wanted words, as ranges of word numbers, best first."""
    known = Counter(wanted)
    size = max(len(wanted) + 3, round(_ROOM * len(wanted)))
    counts: Counter[str] = Counter()
    shared, scored = 0, []
    for number, word in enumerate(words):
        if word in known:
            counts[word] += 1
            shared += counts[word] <= known[word]
        if number >= size and (gone := words[number - size]) in known:
            shared -= counts[gone] <= known[gone]
            counts[gone] -= 1
        if 2 * shared >= len(wanted):
            scored.append((shared, -number))
    scored.sort(reverse=True)
    chosen: list[tuple[int, int]] = []
    for _, last in scored:
        span = max(0, -last - size + 1), -last + 1
        if all(abs(span[0] - other[0]) > 2 for other in chosen):
            chosen.append(span)
        if len(chosen) == _WINDOWS:
            break
    return chosen


def _compared(
    quote: str,
    article: Article,
    given: Sequence[re.Match[str]],
    there: Sequence[re.Match[str]],
    quoted: Sequence[Span],
) -> Reworded | None:
    """Return how like a quotation some words of an article are, trimmed to those that match."""
    overlaps = [span for span in quoted if any(_in(match, [span]) for match in there)]
    said = [match for match in there if _in(match, overlaps)]
    candidates = [group for group in (said, list(there)) if group]
    best: Reworded | None = None
    for group in candidates:
        wanted = [_folded(match.group()) for match in given]
        words = [_folded(match.group()) for match in group]
        blocks = SequenceMatcher(None, wanted, words, autojunk=False).get_matching_blocks()[:-1]
        if not blocks:
            continue
        first = max(0, blocks[0].b - blocks[0].a)
        last = min(len(words), blocks[-1].b + len(wanted) - blocks[-1].a)
        kept, trimmed = group[first:last], words[first:last]
        code = article.language
        same = [word for at, _, size in blocks for word in wanted[at : at + size]]
        likeness = 2 * _weight(same, code) / (_weight(wanted, code) + _weight(trimmed, code))
        if best is None or likeness > best.likeness:
            place = Span(kept[0].start(), kept[-1].end())
            changes = tuple(_changes(quote, article, given, kept, wanted, trimmed))
            best = Reworded(place, likeness, changes)
    return best


def _in(match: re.Match[str], spans: Sequence[Span]) -> bool:
    return any(span.start <= match.start() < span.end for span in spans)


def _weight(words: Iterable[str], code: str) -> int:
    light = language(code).stop_words
    return sum(_LIGHT if word in light else _HEAVY for word in words)


def _changes(
    quote: str,
    article: Article,
    given: Sequence[re.Match[str]],
    there: Sequence[re.Match[str]],
    wanted: Sequence[str],
    words: Sequence[str],
) -> Iterator[WordChange]:
    matcher = SequenceMatcher(None, wanted, words, autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag == "equal":
            continue
        at = max(0, start - 1) if start == end else start
        place = Span(given[at].start(), given[max(at, end - 1)].end())
        cited = Span(there[first].start(), there[last - 1].end()) if first < last else None
        says = place.slice(quote) if start < end else ""
        yield WordChange(place, cited, says, cited.slice(article.text) if cited else "")
