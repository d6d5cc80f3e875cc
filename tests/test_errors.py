import inspect

import pytest

from rag import errors

CLASSES = [value for _, value in inspect.getmembers(errors, inspect.isclass)]


@pytest.mark.parametrize("error", CLASSES)
def test_the_tree_in_the_docstring_names_every_error(error: type[Exception]) -> None:
    assert error.__name__ in errors.__doc__
    assert error.__doc__


def test_a_caller_can_catch_everything_mendable_at_once() -> None:
    mendable = {error.__name__ for error in CLASSES if issubclass(error, errors.RagError)}
    assert {error.__name__ for error in CLASSES} - mendable == {"SpanError"}


def test_a_span_error_is_a_bug_not_a_mistake_of_the_caller() -> None:
    assert issubclass(errors.SpanError, ValueError)
