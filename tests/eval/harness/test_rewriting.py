from eval.harness.rewriting import made_pairs
from rag.core.article import Article


def made(name: str) -> Article:
    sentences = (
        f"In 20{n}{n} the {name} plant number {n} made {n}00 cells a day." for n in "123456"
    )
    return Article(" ".join(sentences), name, name, topics=("cells",))


def test_pairs_are_made_by_rule_and_the_same_each_time() -> None:
    articles = [made("Heide"), made("Douai"), Article("Too short.", id="short")]
    pairs = list(made_pairs(articles))
    kinds = {pair.kind: pair.is_copy for pair in pairs}
    assert {kind for kind, is_copy in kinds.items() if is_copy} == {
        *("shortened", "reordered", "reworded", "new lead", "edited")
    }
    assert {"next issue", "same subject"} <= set(kinds)
    assert list(made_pairs(articles)) == pairs
    assert len({pair.id for pair in pairs}) == len(pairs)
    shortened = next(pair for pair in pairs if pair.kind == "shortened")
    assert shortened.one.text.startswith(shortened.other.text)
