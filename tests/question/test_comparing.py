import pytest

from rag.question.comparing import read_comparison


@pytest.mark.parametrize(
    ("text", "names", "first"),
    [
        ("difference between LFP and solid state", ("LFP", "solid state"), "LFP"),
        ("whats the diffrence betwen LFP n NMC??", ("LFP", "NMC"), "LFP"),
        ("LFP vs. NMC", ("LFP", "NMC"), "LFP"),
        ("Rents: 2024 against 2025?", ("2024", "2025"), "Rents 2024"),
        ("Compare the rents in 2024 and in 2025", ("2024", "2025"), "the rents in 2024"),
        (
            "How did the price of milk change from 2024 to 2026?",
            ("2024", "2026"),
            "the price of milk 2024",
        ),
        (
            "Compare the plants in Heide and Dunkirk.",
            ("Heide", "Dunkirk"),
            "the plants in Heide",
        ),
        (
            "How did Heide and Dunkirk differ in the vote?",
            ("Heide", "Dunkirk"),
            "Heide in the vote",
        ),
        (
            "Verkor and ACC: what does each of them make?",
            ("Verkor", "ACC"),
            "Verkor what does each of them make",
        ),
    ],
)
def test_sides_are_found_with_what_is_said_of_both(
    text: str, names: tuple[str, str], first: str
) -> None:
    compared = read_comparison(text)
    assert compared
    assert (compared.names, compared.texts[0]) == (names, first)


@pytest.mark.parametrize(
    "text",
    [
        "Did the initiative against the tram accept the result?",
        "Which parties voted against the plan in 2020?",
        "Who owns Verkor and ACC?",
        "What is the difference?",
    ],
)
def test_other_questions_are_no_comparison(text: str) -> None:
    assert read_comparison(text) is None
