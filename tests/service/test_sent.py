import pytest
from pydantic import BaseModel, ValidationError

from rag.service.sent import Branch, Named, OfQuote, Rename, Stop


@pytest.mark.parametrize(
    ("model", "sent"),
    [
        (Named, {"id": "x" * 101}),
        (Named, {"id": "x", "owner": "somebody"}),
        (Rename, {"id": "x", "title": "y" * 201}),
        (OfQuote, {"turn": "x", "quote": -1}),
        (Branch, {"turn": "x", "step": 1_001}),
        (Stop, {"turn": 1, "quietly": False}),
    ],
)
def test_what_is_too_long_unknown_or_of_another_kind_is_refused(
    model: type[BaseModel], sent: dict[str, object]
) -> None:
    with pytest.raises(ValidationError):
        model.model_validate(sent)


def test_what_the_page_sends_is_taken() -> None:
    assert OfQuote.model_validate({"conversation": "c", "turn": "t", "quote": 2}).quote == 2
