"""Whatever rows, corrections, opinions and dates articles hold: an answer with exact quotes."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import rag
from tests.exact import assert_exact

CELLS = ("Heide", "Marne", "", "4.10", "63", "2024", "1,2,3", "-", "62 %")
WORDS = (
    "Heide|Ida Berg|She|63|31,000|2024|2025/26|12.03.2024|31 February|not|corrected|Correction:|"
    "A comment by Ida Berg\n|than before|since|route 12|Nordwerk Bau|−5 °C|.|?|\n|\n\n|* |# || |"
).split("|")
QUESTIONS = (
    "Which town has the lowest price?",
    "What is the price in Heide in 2024?",
    "Compare Heide and Marne",
    "Timeline of Heide",
    "How many people came before July 2023?",
    "Did Nordwerk Bau own route 12?",
    "Summarise the article about Heide in two sentences",
    "Welche Gemeinde hat die meisten Einwohner?",
)
ROWS = st.lists(st.lists(st.sampled_from(CELLS), min_size=1, max_size=4).map(" | ".join))
PROSE = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
ARTICLES = st.builds(
    lambda prose, rows, title, day, code: rag.Article(
        f"Heide. {prose}\n\nTown | Price | 2024 (euros)\n" + "\n".join(rows),
        title=title,
        published=day,
        language=code,
        id=f"{len(title)}-{code}",
    ),
    PROSE,
    ROWS,
    st.sampled_from(["Heide", "Comment: Heide", "Kommentar von Ida Berg"]),
    st.none() | st.sampled_from(["2024-05-01", "2025-01-02"]),
    st.sampled_from(["en", "de"]),
)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(articles=st.lists(ARTICLES, min_size=1, max_size=4, unique_by=lambda one: one.id))
def test_every_question_is_answered_with_exact_quotes(
    tmp_path: Path, articles: list[rag.Article]
) -> None:
    with TemporaryDirectory(dir=tmp_path) as state:
        rag.index(articles, state)
        bot = rag.open(state)
        for question in QUESTIONS:
            answer = bot.ask(question)
            assert_exact(answer, bot)
            if answer.lead and answer.lead.citation:
                assert answer.lead.text in answer.lead.citation.quote
