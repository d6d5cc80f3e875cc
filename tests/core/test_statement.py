from rag.core.statement import Says, Statement, statement


def test_a_statement_is_a_code_with_values_and_can_be_compared() -> None:
    one = statement(Says.MISSING, n=2, names=("Rostow", "Kiel"))
    assert one == Statement(Says.MISSING, (("n", 2), ("names", ("Rostow", "Kiel"))))
    assert len({one, statement(Says.MISSING, n=2, names=("Rostow", "Kiel"))}) == 1
    assert statement(Says.HELP).values == ()
