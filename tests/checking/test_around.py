from rag.checking.around import AROUND, Around, has
from rag.core.article import Article
from rag.core.span import Span

TEXT = "One is here. Two is here. Three is here. Four is here. Five is here. Six is here."


def test_stems_that_begin_alike_count_as_one() -> None:
    assert has("schwang", frozenset(["risikoschwang"]))
    assert not has("plan", frozenset(["plant"]))


def test_the_sentences_near_by() -> None:
    around = Around(Article(TEXT, "Numbers", outlet="Courier"))
    near = [span.slice(TEXT)[:3] for span in around.near(Span(13, 25))]
    assert near == ["One", "Thr", "Fou", "Fiv"]
    assert len(near) <= 2 * AROUND
    assert "courier" in around.stems


def test_forms_of_a_verb_are_the_same() -> None:
    assert has("buy", frozenset(["bought"]))
    assert has("verlieh", frozenset(["verlieh", "x"]))
    assert not has("buy", frozenset(["sold"]))
