from rag.ui.texts import scored, too_many


def test_counts_have_their_nouns() -> None:
    assert scored(1, "mine.jsonl") == "1 question of mine.jsonl scored: the report is below."
    assert scored(2, "mine.jsonl").startswith("2 questions of")
    assert too_many(1_600, 500, "mine.jsonl").startswith("mine.jsonl holds 1,600 questions")
