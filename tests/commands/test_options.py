import pytest
import typer
from typer.testing import CliRunner

from rag.commands.options import Json, State, Yes

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
