"""Whether articles support or contradict a statement, of all sentences that were found for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rag.checking.around import Around
from rag.checking.weighing import Weighed
from rag.core.checked import SentenceVerdict
from rag.core.span import Span
from rag.language.language import language
from rag.language.parsed import Parsed
from rag.models.calibration import logistic
from rag.models.cross_encoder.cross_encoder import CrossEncoder
from rag.support.check import join

LEAST_INSIDE, LEAST_SHARE = 0.5, 0.66
"""What a sentence, and it with its article, must have of a statement that it supports."""
EXACT = 0.9
"""From this share on a sentence says the statement itself, and the cross-encoder is not asked."""
LEAST_ENTAILED = 0.35
"""The probability that the cross-encoder must give a statement that a sentence supports."""
CLASH_INSIDE, CLASH_SHARE = 0.4, 0.6
"""What a sentence, and it with its article, must have of a statement that it contradicts."""
LOOSE_INSIDE = 0.2
"""The same where the two can hardly speak of different things: shares, denials, other roles."""
UNIT_INSIDE = 0.55
"""The same where only the unit of two numbers is the same."""
BESIDE_INSIDE, BESIDE_SHARE = 0.3, 0.75
"""The same where the two values stand beside the same words, in a sentence that leans on others."""
_TOLD_BESIDE = 0.15
"""A sentence may say this much less than another and still speak of the same."""
_MOST_READ = 6
_VALUES = frozenset(("number", "share", "unit", "role"))
_POLAR = frozenset(("negation", "opposite"))
_LOOSE = frozenset(("share", "role", "negation", "opposite"))


@dataclass(frozen=True, slots=True)
class Judged:
    """What the articles say to a statement.

    Attributes:
        verdict: whether they say it.
        supporting: the sentence that says it; None without one.
        against: the sentence that says something else; None without one.
        probability: 0..1, that it is supported, as the cross-encoder sees it; None where it was not
            asked.
        missing: the values and names that the closest sentence does not have.
    """

    verdict: SentenceVerdict
    supporting: Weighed | None = None
    against: Weighed | None = None
    probability: float | None = None
    missing: tuple[Span, ...] = ()


def judge(
    claim: Parsed,
    weighed: Sequence[Weighed],
    around: dict[str, Around],
    cross_encoder: CrossEncoder | None,
) -> Judged:
    """Return what the articles say to a statement.

    Args:
        claim: the statement.
        weighed: it held against each sentence that was found.
        around: the articles of the sentences, by id.
        cross_encoder: says whether a sentence entails the statement; without one what both have in
            common decides.
    """
    likely = sorted(filter(_may_support, weighed), key=_order)[:_MOST_READ]
    entailed = _entailed(claim, likely, around, cross_encoder)
    held = [
        (one, chance)
        for one, chance in zip(likely, entailed, strict=True)
        if max(one.inside, one.share, one.together) >= EXACT
        or chance is None
        or chance >= LEAST_ENTAILED
    ]
    against = sorted((one for one in weighed if _contradicts(claim, one)), key=_order)
    supporting, chance = held[0] if held else (None, None)
    opposing = against[0] if against else None
    if supporting and opposing and not _outweighs(opposing, supporting):
        opposing = next((one for one in against if _disputes(one, supporting)), None)
        return Judged(SentenceVerdict.SUPPORTED, supporting, opposing, chance)
    if opposing:
        return Judged(SentenceVerdict.CONTRADICTED, supporting, opposing, chance)
    if supporting:
        return Judged(SentenceVerdict.SUPPORTED, supporting, None, chance)
    closest = min(weighed, key=_order, default=None)
    missing = closest.missing if closest else ()
    return Judged(SentenceVerdict.NOT_FOUND, missing=missing)


def _order(one: Weighed) -> tuple[float, float, object]:
    return -one.share, -one.inside, one.piece.place


def _may_support(one: Weighed) -> bool:
    fits = one.inside >= LEAST_INSIDE and one.share >= LEAST_SHARE
    return fits and not one.clashes and not one.missing and not one.beside


def _contradicts(claim: Parsed, one: Weighed) -> bool:
    """Tell whether a sentence speaks of the same as a statement and says something else."""
    kinds = {clash.kind for clash in one.clashes}
    if not kinds or one.missing:
        return False
    families = [bool(kinds & _VALUES), "date" in kinds, "name" in kinds]
    if sum(families) > 1 or sum(clash.kind == "name" for clash in one.clashes) > 1:
        return False
    if kinds <= _POLAR and language(claim.code).points_back.match(one.piece.text):
        return one.share >= CLASH_INSIDE
    if not all(clash.sure for clash in one.clashes) and one.inside < 2 * CLASH_INSIDE:
        return any(clash.sure for clash in one.clashes) and one.inside >= LEAST_INSIDE
    if kinds <= _LOOSE:
        return one.inside >= LOOSE_INSIDE and one.share >= CLASH_SHARE
    if not all(clash.beside for clash in one.clashes):
        return one.inside >= UNIT_INSIDE and one.share >= CLASH_SHARE
    leans = one.inside >= BESIDE_INSIDE and one.share >= BESIDE_SHARE
    return leans or (one.inside >= CLASH_INSIDE and one.share >= CLASH_SHARE)


def _outweighs(against: Weighed, supporting: Weighed) -> bool:
    """Tell whether what contradicts a statement is what holds: newer, and said by the article.

    What somebody is quoted with disputes a statement, and does not correct it.
    """
    if against.piece.span == supporting.also:
        return against.piece.article.id == supporting.piece.article.id
    if against.inside < supporting.inside - _TOLD_BESIDE:
        return False
    before, after = supporting.piece.article.published, against.piece.article.published
    newer = bool(before and after and after > before)
    return newer and not _is_attributed(against)


def _disputes(against: Weighed, supporting: Weighed) -> bool:
    return against.inside >= supporting.inside - _TOLD_BESIDE and all(
        clash.sure for clash in against.clashes
    )


def _is_attributed(one: Weighed) -> bool:
    code = one.piece.article.language
    return language(code).claiming.says.search(one.piece.text) is not None


def _entailed(
    claim: Parsed,
    several: Sequence[Weighed],
    around: dict[str, Around],
    cross_encoder: CrossEncoder | None,
) -> list[float | None]:
    """Return the probability that each of some sentences entails a statement, in its best context.

    The contexts are the article's title, the sentence before, and the one that adds most to it.
    """
    english = [one for one in several if {claim.code, one.piece.article.language} == {"en"}]
    if not cross_encoder or not english:
        return [None] * len(several)
    from rag.models.cross_encoder.network import Pair

    pairs, owners = [], []
    for number, one in enumerate(several):
        if one not in english:
            continue
        for texts in _contexts(one, around[one.piece.article.id]):
            pairs.append(Pair(claim.text, *join(texts)))
            owners.append(number)
    chances: list[float | None] = [None] * len(several)
    for number, prediction in zip(owners, cross_encoder.predict(pairs), strict=True):
        chances[number] = max(chances[number] or 0.0, logistic(prediction.entailed))
    return chances


def _contexts(one: Weighed, around: Around) -> Iterable[list[str]]:
    text = around.article.text
    yield [f"{around.article.title.rstrip('.')}.", one.piece.text]
    before = [span for span in around.near(one.piece.span) if span.end <= one.piece.span.start]
    if before:
        yield [before[-1].slice(text), one.piece.text]
    if one.also and one.also not in before[-1:]:
        yield [span.slice(text) for span in sorted([one.also, one.piece.span])]
