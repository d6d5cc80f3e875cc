import pytest

from rag.evaluation.forms import FORMS
from rag.evaluation.making import KINDS


@pytest.mark.parametrize("language", sorted(FORMS))
def test_every_language_asks_for_every_kind_with_groups_that_its_patterns_have(
    language: str,
) -> None:
    kinds = FORMS[language].kinds
    assert tuple(kinds) == KINDS
    for pattern, form in kinds.values():
        groups = dict.fromkeys(pattern.groupindex, "x")
        assert form.format(**groups).endswith("?")
