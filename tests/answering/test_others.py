import pytest

from rag.answering.others import is_about_others
from rag.core.answer import Citation
from rag.core.article import Article
from rag.core.span import Span

TEXT = (
    "The builder Nordwerk Bau is insolvent. Nordwerk Energie lowers its price. It made a profit of "
    "3.2 million euros. Bus route 17 ends at Westend. The State Water Office (SWO) met twice. It "
    "is new. The SWO warns."
)


def about_others(question: str, quote: str, title: str = "Heat") -> bool:
    article = Article(TEXT, title=title)
    start = TEXT.index(quote)
    citation = Citation(1, article.info, Span(start, start + len(quote)), quote)
    return is_about_others(question, [citation], {article.id: article})


PROFIT = "It made a profit of 3.2 million euros."


@pytest.mark.parametrize(
    ("question", "quote", "expected"),
    [
        ("How much profit did Nordwerk Bau make?", PROFIT, True),
        ("How much profit did Nordwerk Energie make?", PROFIT, False),
        ("How much profit did Nordwerk make?", PROFIT, False),
        ("How much profit did the NORDWERK BAU make?", PROFIT, False),
        ("Where does bus route 12 end?", "Bus route 17 ends at Westend.", True),
        ("Where does bus route 17 end?", "Bus route 17 ends at Westend.", False),
        ("Of what does the State Water Office warn?", "The SWO warns.", False),
        ("Of what does the State Road Office warn?", "The SWO warns.", True),
        ("Who takes line 5?", "Bus route 17 ends at Westend.", False),
    ],
)
def test_a_full_name_or_number_of_another_is_noticed(
    question: str, quote: str, expected: bool
) -> None:
    assert about_others(question, quote) is expected


def test_the_title_names_what_its_article_is_about() -> None:
    asked = "How much profit did Nordwerk Bau make?"
    assert not about_others(asked, PROFIT, title="Nordwerk Bau")
    assert not is_about_others(asked, [], {})
