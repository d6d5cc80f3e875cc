import pytest

from rag.answering.antecedents import antecedent
from rag.core.article import Article
from rag.core.span import Span

TEXT = (
    "The accountant, Greta Holm, thought otherwise. She wrote a note. She arrived at 405 million."
)
PERSON = "Greta Holm founded Verkor in Paris in May. Verkor grew."


def last_of(text: str, language: str = "en") -> str:
    article = Article(text, "News", language=language)
    start = text.rindex(". ") + 2
    return antecedent(article, Span(start, len(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TEXT, "Greta Holm"),
        ("Greta Holm wrote. She wrote a note.", "Greta Holm"),
        ('Greta Holm wrote. "It is too low," she said.', "Greta Holm"),
        ("Ida Berg met Greta Holm. She arrived.", ""),
        ("Greta Holm wrote. The board met. She arrived.", ""),
        ("The board met. She arrived.", ""),
        ("Greta Holm wrote. It arrived.", ""),
    ],
)
def test_a_pronoun_means_the_one_person_named_before_it(text: str, expected: str) -> None:
    assert last_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In May Verkor opened. Verkor is new. The company employs 1,200.", "Verkor"),
        ("In Dunkirk stands Verkor. It is new. Verkor hires. The firm pays.", "Verkor"),
        ("The builder Nordwerk Bau filed on Monday. The company owes 9 million.", "Nordwerk Bau"),
        ("The Rostow Transport Authority met. The authority pays.", "Rostow Transport Authority"),
        ("A tram of the Rostow Transport Authority burned. The authority pays.", ""),
        ("Greta Holm left. The company pays.", ""),
        (PERSON + " Greta Holm sold to Verkor. The company pays.", ""),
        ("In May Verkor met Renault. Verkor paid Renault. The company pays.", ""),
        ("Dunkirk is near. They built it in Dunkirk. The company pays.", ""),
        ("The plant is new. The company employs 1,200.", ""),
    ],
)
def test_the_company_means_the_one_organisation_named_before_it(text: str, expected: str) -> None:
    assert last_of(text) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "A report of the Maritime Accident Board is out. It is long. The report names it.",
            "en",
            "report of the Maritime Accident Board",
        ),
        ("A report was read. The report names Ida Berg.", "en", ""),
        ("Im Mai baut Vattenfall. Vattenfall zahlt. Das Unternehmen wächst.", "de", "Vattenfall"),
        (
            "Im Gutachten von Greta Holm steht viel. Das Gutachten ist neu.",
            "de",
            "Gutachten von Greta Holm",
        ),
    ],
)
def test_the_report_means_what_it_was_called_before(
    text: str, language: str, expected: str
) -> None:
    assert last_of(text, language) == expected
