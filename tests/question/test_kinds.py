import pytest

from rag.core.request import Kind
from rag.question.kinds import kind_of


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who owns ACC?", Kind.FACT),
        ("Since when has it been open?", Kind.FACT),
        ("How many jobs are there?", Kind.FACT),
        ("Perch on Friday: how much per kilo?", Kind.FACT),
        ("ticket price", Kind.FACT),
        ("Why did it close?", Kind.REASON),
        ("How does a battery passport work?", Kind.REASON),
        ("What was the main reason for the loss?", Kind.REASON),
        ("Is the plant open?", Kind.YES_NO),
        ("In 2020, did she vote?", Kind.YES_NO),
        ("Which towns pay for meals?", Kind.LIST),
        ("List the owners", Kind.LIST),
        ("I would like to read something on the history of the old harbour", Kind.OPEN),
    ],
)
def test_a_question_opens_with_what_it_wants(question: str, kind: Kind) -> None:
    assert kind_of(question) is kind
