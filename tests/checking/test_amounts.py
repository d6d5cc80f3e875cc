from rag.checking.amounts import amount_clashes, are_beside, same_value
from rag.checking.shares import parts_of
from rag.language.parsed import parse


def test_parts_are_read() -> None:
    assert [value for _, value in parts_of(parse("Two thirds of them, or half?"))] == [50, 200 / 3]
    claim = parse("It cost 103 million euros.")
    assert same_value(claim, claim.quantities[0].span, parse("103 million more"))


def test_a_number_without_a_unit_needs_the_same_words_beside_it() -> None:
    claim = parse("The council approved it with 32 votes.")
    other = parse("It was decided with 31 votes.")
    assert are_beside(claim, claim.quantities[0].span, other, other.quantities[0].span)
    (found,) = amount_clashes(claim, other)
    assert found.sure
    (found,) = amount_clashes(claim, parse("It took 31 buses."))
    assert not found.sure


def test_a_day_that_is_said_less_exactly_is_no_other_day() -> None:
    claim = parse("It opened on 13 March 2025.")
    assert list(amount_clashes(claim, parse("It opened in March 2025."))) == []
    (found,) = amount_clashes(claim, parse("It opened on 12 March 2025."))
    assert found.kind == "date"
