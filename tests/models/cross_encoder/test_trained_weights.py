"""The weights that ship; a new training replaces them."""

from rag.models.cross_encoder.weights import FOLDER, WEIGHTS, read_card


def test_the_shipped_weights_are_small_and_say_where_they_come_from() -> None:
    assert (FOLDER / WEIGHTS).stat().st_size <= 50 * 2**20
    card = read_card()
    assert {"sha256", "seeds", "steps", "trained_on", "held_out"} <= set(card)
    assert (FOLDER / "README.md").read_text(encoding="utf-8").count(card["sha256"]) == 1
