import pytest
import typer
from typer.testing import CliRunner

from rag.commands.options import Json, State, Yes, read_day
from rag.errors import SettingsError

app = typer.Typer()


@app.command()
def show(state: State = None, yes: Yes = False, print_json: Json = False) -> None:
    print(state, yes, print_json)


@pytest.mark.parametrize(
    ("words", "values"),
    [([], "None False False"), (["--state", "x", "--yes", "--json"], "x True True")],
)
def test_options_have_one_name_in_every_command(words: list[str], values: str) -> None:
    assert CliRunner().invoke(app, words).output.strip() == values


def test_a_day_that_is_none_is_a_mistake_of_the_caller() -> None:
    assert read_day(None, "--since") is None
    with pytest.raises(SettingsError, match="--since"):
        read_day("yesterday", "--since")
