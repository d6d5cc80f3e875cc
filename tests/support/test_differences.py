"""The explicit checks against a hundred claims written by hand: what differs, and where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.language.parsed import parse
from rag.support.differences import differences as parsed_differences
from rag.support.values import Difference, DifferenceKind

NORTHVOLT = (
    "Northvolt filed for bankruptcy in Sweden on 12 March 2025, with debts of more than "
    "$8 billion. It did not pay its 5,000 workers in Skellefteå. The European Union gave 902 "
    "million euros to the plant in Heide in May 2024; 60 GWh a year were planned there. Lyten "
    "bought the plants for an undisclosed price in August 2025."
)
CARS = (
    "In 2024 the market share of electric cars in Germany fell to 13.5 per cent, from 18.4 per "
    "cent a year earlier. Volkswagen sold about 383,000 of them in Europe. Chief executive Oliver "
    "Blume said on 3 July that the company would not close the factory in Zwickau before 2030. Two "
    "shifts were cut."
)
ROCKET = (
    "Ariane 6 lifted off from Kourou, French Guiana, at 16:00 on July 9, 2024. The rocket is 56 "
    "metres tall and carried 9 satellites. Nobody was hurt. The programme cost four billion euros "
    "and was never cancelled, although it came four years late."
)
BANK = (
    "The Bank of England raised its rate by 25 basis points to 5.25% on 3 August 2023, the 14th "
    "rise in a row. Governor Andrew Bailey denied that a recession was likely. Inflation stood at "
    "7.9% in June, down from 8.7% in May."
)
NUMBER, UNIT, DATE, NAME, NEGATION = DifferenceKind


def differences(claim: str, passage: str) -> tuple[Difference, ...]:
    return parsed_differences(parse(claim), parse(passage))


WRONG = [
    (NORTHVOLT, "Northvolt had debts of more than $9 billion.", NUMBER, "$9 billion", "$8 billion"),
    (NORTHVOLT, "Northvolt had debts of $8 million.", NUMBER, "$8 million", "$8 billion"),
    (NORTHVOLT, "Northvolt owed its 4,000 workers in Skellefteå.", NUMBER, "4,000", "5,000"),
    (NORTHVOLT, "The plant in Heide was to make 80 GWh a year.", NUMBER, "80 GWh", "60 GWh"),
    (
        NORTHVOLT,
        "The plant in Heide got 920 million euros.",
        NUMBER,
        "920 million euros",
        "902 million euros",
    ),
    (
        NORTHVOLT,
        "The plant in Heide got 902 thousand euros.",
        NUMBER,
        "902 thousand euros",
        "902 million euros",
    ),
    (NORTHVOLT, "Some 7,000 workers were in Skellefteå.", NUMBER, "7,000", "5,000"),
    (NORTHVOLT, "Debts were less than $7 billion.", NUMBER, "$7 billion", "$8 billion"),
    (CARS, "The share of electric cars fell to 15.3 per cent.", NUMBER, "15.3 per cent", None),
    (CARS, "The share of electric cars fell from 20% a year earlier.", NUMBER, "20%", None),
    (CARS, "Volkswagen sold 338,000 electric cars in Europe.", NUMBER, "338,000", "383,000"),
    (CARS, "Volkswagen sold more than 400,000 of them in Europe.", NUMBER, "400,000", "383,000"),
    (CARS, "Three shifts were cut in Zwickau.", NUMBER, "Three", "Two"),
    (ROCKET, "The rocket is 65 metres tall.", NUMBER, "65 metres", "56 metres"),
    (ROCKET, "The rocket carried 11 satellites.", NUMBER, "11", "9"),
    (ROCKET, "The rocket carried nineteen satellites.", NUMBER, "nineteen", "9"),
    (
        ROCKET,
        "The programme cost five billion euros.",
        NUMBER,
        "five billion euros",
        "four billion euros",
    ),
    (
        ROCKET,
        "The programme cost 40 billion euros.",
        NUMBER,
        "40 billion euros",
        "four billion euros",
    ),
    (BANK, "The Bank of England raised its rate by 50 basis points.", NUMBER, "50", "25"),
    (BANK, "The rate rose to 5.75%.", NUMBER, "5.75%", "5.25%"),
    (BANK, "Inflation stood at 9.7%.", NUMBER, "9.7%", "7.9%"),
    (BANK, "It was the 15th rise in a row.", NUMBER, "15th", "14th"),
    (
        NORTHVOLT,
        "Northvolt had debts of more than 8 billion euros.",
        UNIT,
        "8 billion euros",
        "$8 billion",
    ),
    (NORTHVOLT, "The plant in Heide got $902 million.", UNIT, "$902 million", "902 million euros"),
    (NORTHVOLT, "The plant in Heide got £902 million.", UNIT, "£902 million", "902 million euros"),
    (NORTHVOLT, "In Heide 60 MWh a year were planned.", UNIT, "60 MWh", "60 GWh"),
    (NORTHVOLT, "In Heide 60 GW were planned.", UNIT, "60 GW", "60 GWh"),
    (ROCKET, "The rocket is 56 km tall.", UNIT, "56 km", "56 metres"),
    (ROCKET, "The programme cost $4 billion.", UNIT, "$4 billion", "four billion euros"),
    (BANK, "It stood at 7.9 months in June.", UNIT, "7.9 months", "7.9%"),
    (
        NORTHVOLT,
        "Northvolt filed for bankruptcy on 13 March 2025.",
        DATE,
        "13 March 2025",
        "12 March 2025",
    ),
    (
        NORTHVOLT,
        "Northvolt filed for bankruptcy on 12 March 2024.",
        DATE,
        "12 March 2024",
        "12 March 2025",
    ),
    (
        NORTHVOLT,
        "Northvolt filed for bankruptcy on 12 May 2025.",
        DATE,
        "12 May 2025",
        "12 March 2025",
    ),
    (
        NORTHVOLT,
        "Northvolt filed for bankruptcy in April 2025.",
        DATE,
        "April 2025",
        "12 March 2025",
    ),
    (NORTHVOLT, "Northvolt filed for bankruptcy in 2023.", DATE, "2023", "12 March 2025"),
    (
        NORTHVOLT,
        "Northvolt filed for bankruptcy on 2025-03-21.",
        DATE,
        "2025-03-21",
        "12 March 2025",
    ),
    (NORTHVOLT, "Lyten bought the plants in August 2024.", DATE, "August 2024", "August 2025"),
    (NORTHVOLT, "Lyten bought the plants in September.", DATE, "September", "August 2025"),
    (
        NORTHVOLT,
        "Lyten bought the plants on 5 August 2025.",
        DATE,
        "5 August 2025",
        "12 March 2025",
    ),
    (CARS, "The share of electric cars fell in 2023.", DATE, "2023", "2024"),
    (CARS, "The factory in Zwickau would not close before 2035.", DATE, "2035", "2030"),
    (CARS, "The chief executive said so on 4 July.", DATE, "4 July", "3 July"),
    (ROCKET, "Ariane 6 lifted off on July 6, 2024.", DATE, "July 6, 2024", "July 9, 2024"),
    (ROCKET, "Ariane 6 lifted off on June 9, 2024.", DATE, "June 9, 2024", "July 9, 2024"),
    (ROCKET, "Ariane 6 lifted off in 2020.", DATE, "2020", "July 9, 2024"),
    (BANK, "The rate was raised on 3 September 2023.", DATE, "3 September 2023", "3 August 2023"),
    (BANK, "Inflation stood at 7.9% in July.", DATE, "July", None),
    (NORTHVOLT, "Northvolt filed for bankruptcy in Germany.", NAME, "Germany", "Sweden"),
    (NORTHVOLT, "The plant in Salzgitter got 902 million euros.", NAME, "Salzgitter", None),
    (NORTHVOLT, "The plants were bought by Gotion.", NAME, "Gotion", None),
    (
        NORTHVOLT,
        "The African Union gave 902 million euros to the plant.",
        NAME,
        "African",
        "European",
    ),
    (NORTHVOLT, "The USA gave 902 million euros to the plant.", NAME, "USA", None),
    (CARS, "The share of electric cars in France fell.", NAME, "France", "Germany"),
    (CARS, "Chief executive Herbert Diess said so.", NAME, "Herbert", "Oliver"),
    (CARS, "The factory in Emden would not close.", NAME, "Emden", "Zwickau"),
    (CARS, "There was a fall in the share of electric cars at BMW.", NAME, "BMW", None),
    (ROCKET, "The rocket lifted off from Baikonur.", NAME, "Baikonur", "Kourou"),
    (ROCKET, "The rocket, a Falcon, carried 9 satellites.", NAME, "Falcon", None),
    (BANK, "The Bank of Scotland raised its rate.", NAME, "Scotland", "England"),
    (BANK, "Governor Mark Bailey denied it.", NAME, "Mark", "Andrew"),
    (BANK, "Governor Andrew Haldane spoke.", NAME, "Haldane", "Bailey"),
    (
        NORTHVOLT,
        "It paid its 5,000 workers in Skellefteå.",
        NEGATION,
        "It paid its 5,000 workers in Skellefteå.",
        "not",
    ),
    (NORTHVOLT, "Northvolt never filed for bankruptcy in Sweden.", NEGATION, "never", None),
    (
        NORTHVOLT,
        "Northvolt didn't file for bankruptcy in Sweden in March 2025.",
        NEGATION,
        "didn't",
        None,
    ),
    (NORTHVOLT, "Lyten has not bought the plants.", NEGATION, "not", None),
    (CARS, "The company would close the factory in Zwickau before 2030.", NEGATION, None, "not"),
    (
        CARS,
        "The share of electric cars in Germany did not fall to 13.5 per cent.",
        NEGATION,
        "not",
        None,
    ),
    (CARS, "No shifts were cut.", NEGATION, "No", None),
    (
        ROCKET,
        "The programme was cancelled, although it came four years late.",
        NEGATION,
        None,
        "never",
    ),
    (ROCKET, "The rocket carried no satellites and is 56 metres tall.", NEGATION, "no", None),
    (BANK, "Bailey said that a recession was likely.", NEGATION, None, "denied"),
    (BANK, "The Bank of England has not raised its rate.", NEGATION, "not", None),
]

RIGHT = [
    (NORTHVOLT, "Northvolt filed for bankruptcy in March 2025."),
    (NORTHVOLT, "Northvolt filed for bankruptcy on March 12, 2025."),
    (NORTHVOLT, "Northvolt filed for bankruptcy on 2025-03-12."),
    (NORTHVOLT, "In 2025 the Swedish company filed for bankruptcy."),
    (NORTHVOLT, "Northvolt had debts of over $8bn."),
    (NORTHVOLT, "Northvolt's debts exceeded 8 billion dollars."),
    (NORTHVOLT, "Northvolt did not pay 5000 workers."),
    (NORTHVOLT, "The EU gave €902 million to the plant in Heide."),
    (NORTHVOLT, "The plant got more than 900 million euros."),
    (NORTHVOLT, "The plant got about 0.9 billion euros."),
    (NORTHVOLT, "The plant got almost a billion euros from the European Union, some 902m."),
    (CARS, "The share fell to 13.5% from 18.4%."),
    (CARS, "In Germany, the share fell by 2024."),
    (CARS, "Volkswagen sold more than 380,000 of them."),
    (CARS, "Volkswagen sold fewer than 400,000 of them."),
    (CARS, "Blume, Oliver, spoke on July 3."),
    (CARS, "2 shifts were cut."),
    (CARS, "The German market shrank."),
    (ROCKET, "Nine satellites were carried."),
    (ROCKET, "The programme cost €4bn."),
    (ROCKET, "The rocket is 56 m tall."),
    (ROCKET, "It flew from Kourou in French Guiana in July 2024."),
    (ROCKET, "It was 4 years late."),
    (ROCKET, "The programme was never cancelled."),
    (BANK, "On 3 August 2023 the rate rose to 5.25 percent."),
    (BANK, "It was the fourteenth time, the 14th."),
    (BANK, "Inflation was 7.9% in June, 8.7% in May."),
    (BANK, "Bailey denied that a recession was likely."),
]


def test_there_are_a_hundred() -> None:
    assert len(WRONG) + len(RIGHT) == 100


@pytest.mark.parametrize(
    ("passage", "claim", "kind", "words", "instead"), WRONG, ids=[case[1] for case in WRONG]
)
def test_what_differs_is_found(
    passage: str, claim: str, kind: DifferenceKind, words: str | None, instead: str | None
) -> None:
    by_kind = {other.kind: other for other in reversed(differences(claim, passage))}
    assert set(by_kind) == {kind}
    difference = by_kind[kind]
    assert words is None or difference.claim.slice(claim) == words
    if instead:
        assert difference.passage
        assert difference.passage.slice(passage) == instead


@pytest.mark.parametrize(("passage", "claim"), RIGHT, ids=[case[1] for case in RIGHT])
def test_what_is_the_same_is_left_alone(passage: str, claim: str) -> None:
    assert differences(claim, passage) == ()


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_texts_can_be_compared_and_places_lie_inside(claim: str, passage: str) -> None:
    for difference in differences(claim, passage):
        assert difference.claim.end <= len(claim)
        assert difference.passage is None or difference.passage.end <= len(passage)
        assert difference.message


@given(st.sampled_from([NORTHVOLT, CARS, ROCKET, BANK]))
def test_a_text_never_differs_from_itself(passage: str) -> None:
    assert differences(passage, passage) == ()


ACC = (
    "ACC shelves two plants. ACC was set up in 2020 by the PSA Group. In May 2024 it put the "
    "plants in Germany and Italy on standby. In February 2026 the Italian union UILM said that the "
    "plants were given up for good. ACC got 850 million euros in December 2024, and 437 million "
    "euros from Germany."
)


@pytest.mark.parametrize(
    ("claim", "kind", "words", "instead"),
    [
        (
            "In February 2026 it put the plants in Germany and Italy on standby.",
            DATE,
            "February 2026",
            "May 2024",
        ),
        (
            "In February 2026 the German union UILM said that the plants were given up.",
            NAME,
            "German",
            "Italian",
        ),
        ("Germany was set up in 2020 by the PSA Group.", NAME, "Germany", "ACC"),
        ("ACC was set up in 2024 by the PSA Group.", DATE, "2024", "2020"),
    ],
)
def test_what_stands_elsewhere_in_the_text_is_found_in_the_wrong_place(
    claim: str, kind: DifferenceKind, words: str | None, instead: str | None
) -> None:
    (difference,) = differences(claim, ACC)
    assert difference.passage
    assert (difference.kind, difference.claim.slice(claim)) == (kind, words)
    assert difference.passage.slice(ACC) == instead


@pytest.mark.parametrize(
    "claim",
    [
        "In May 2024 ACC put the plants in Germany and Italy on standby.",
        "The plants in Germany and Italy were put on standby in May 2024, and given up in February "
        "2026.",
        "In December 2024 ACC got 850 million euros.",
        "Given up for good are the plants in Germany and Italy, said UILM in February 2026.",
    ],
)
def test_what_is_said_in_another_order_or_of_two_sentences_is_left_alone(claim: str) -> None:
    assert differences(claim, ACC) == ()
