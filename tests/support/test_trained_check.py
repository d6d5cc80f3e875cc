"""What the shipped cross-encoder and the shipped fit judge; a new training may change it."""

import pytest

from rag.language.parsed import parse
from rag.models.cross_encoder.cross_encoder import CrossEncoder
from rag.support.check import Support, check_support, shipped_threshold
from rag.support.values import DifferenceKind

PASSAGE = (
    "Northvolt filed for bankruptcy in Sweden on 12 March 2025. "
    "The company had debts of more than 8 billion dollars. "
    "Lyten bought the plants in August 2025 for a price that was not told."
)


def check(claim: str, checker: CrossEncoder | None) -> Support:
    return check_support(parse(claim), parse(PASSAGE), checker)


@pytest.mark.parametrize("cross_encoded", [True, False])
def test_what_stands_there_is_supported_and_the_contrary_is_not(
    cross_encoder: CrossEncoder, cross_encoded: bool
) -> None:
    checker = cross_encoder if cross_encoded else None
    right = check("Northvolt filed for bankruptcy in Sweden on 12 March 2025.", checker)
    wrong = check("Northvolt filed for bankruptcy in Norway on 12 March 2024.", checker)
    assert right.reasons == ()
    assert {reason.kind for reason in wrong.reasons} == {DifferenceKind.NAME, DifferenceKind.DATE}
    assert right.probability > shipped_threshold(cross_encoded) > wrong.probability


def test_something_else_is_not_supported(cross_encoder: CrossEncoder) -> None:
    support = check("Tulips flower in spring.", cross_encoder)
    assert support.probability < shipped_threshold(True)
