"""Claims made from sentences: as they stand, or with one thing changed that makes them wrong."""

import random
import re
from collections.abc import Sequence

_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w-]+(?: [A-Z][\w-]+)*")
_VERB = re.compile(r"\b(is|are|was|were|has|have|had|will|can|could|does|did)\b(?! not)")
_NEGATED = re.compile(r"\b(is|are|was|were|has|have|had|will|can|could|does|did) not ")
_OPPOSITES = dict(
    pair.split("/")
    for pair in """more/less less/more increase/decrease decrease/increase increased/decreased
    decreased/increased higher/lower lower/higher before/after after/before first/last last/first
    all/some always/never never/always most/few many/few largest/smallest smallest/largest rose/fell
    fell/rose north/south south/north east/west west/east best/worst worst/best early/late
    late/early large/small small/large high/low low/high above/below below/above won/lost lost/won
    started/ended began/ended opened/closed positive/negative negative/positive""".split()
)
_WORD = re.compile(rf"\b({'|'.join(_OPPOSITES)})\b")


def spoil(sentence: str, names: Sequence[str], chance: random.Random) -> str | None:
    """Return a sentence that says something else in one place; None where nothing can be changed.

    A number, a name (for another of `names`), a word for its opposite, or a negation.
    """
    ways = [_other_number, lambda s, c: _other_name(s, names, c), _opposite, _negate]
    chance.shuffle(ways)
    for way in ways:
        if (changed := way(sentence, chance)) and changed != sentence:
            return changed
    return None


def names_in(text: str) -> list[str]:
    """Return the names inside the sentences of a text, sorted, each once."""
    return sorted(set(_NAME.findall(text)))


def _other_number(sentence: str, chance: random.Random) -> str | None:
    matches = list(_NUMBER.finditer(sentence))
    if not matches:
        return None
    match = chance.choice(matches)
    digits = [i for i, letter in enumerate(match.group()) if letter.isdigit()]
    place = chance.choice(digits[-2:])
    digit = chance.choice([d for d in "123456789" if d != match.group()[place]])
    number = match.group()[:place] + digit + match.group()[place + 1 :]
    return sentence[: match.start()] + number + sentence[match.end() :]


def _other_name(sentence: str, names: Sequence[str], chance: random.Random) -> str | None:
    matches = list(_NAME.finditer(sentence))
    if not matches:
        return None
    match = chance.choice(matches)
    others = [name for name in names if name not in match.group() and match.group() not in name]
    return (
        sentence[: match.start()] + chance.choice(others) + sentence[match.end() :]
        if others
        else None
    )


def _opposite(sentence: str, chance: random.Random) -> str | None:
    matches = list(_WORD.finditer(sentence))
    if not matches:
        return None
    match = chance.choice(matches)
    return sentence[: match.start()] + _OPPOSITES[match.group()] + sentence[match.end() :]


def _negate(sentence: str, chance: random.Random) -> str | None:
    if match := _NEGATED.search(sentence):
        return sentence[: match.start()] + match.group(1) + " " + sentence[match.end() :]
    if match := _VERB.search(sentence):
        return sentence[: match.end()] + " not" + sentence[match.end() :]
    return None
