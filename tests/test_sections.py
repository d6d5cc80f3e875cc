import pytest
from pydantic import ValidationError

from rag.sections import CorpusSettings, ParsingSettings, WebSettings


def test_a_part_of_the_settings_is_fixed_and_knows_no_other_names() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        CorpusSettings().paths = ("elsewhere",)
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        WebSettings.model_validate({"cookies": True})


def test_the_limits_have_limits() -> None:
    with pytest.raises(ValidationError, match="greater than or equal to 256"):
        ParsingSettings(memory_mb=1)
    assert ParsingSettings().seconds == 60
