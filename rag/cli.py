"""The command line, `rag COMMAND`: answers go to stdout, everything else to stderr."""

import io
import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from dotenv import load_dotenv

import rag
from rag.commands import (
    checking,
    conversations,
    feedback,
    handing_on,
    keeping,
    keys,
    questions,
    serving,
    side_by_side,
    sources,
    syncing,
)
from rag.commands.handing_on import Evidence, Form, Output, WithArticles
from rag.commands.options import Day, Json, Libraries, Library, State, read_day
from rag.core.span import Location
from rag.errors import CorpusError, DataError, RagError
from rag.models.threads import prepare_threads
from rag.progress import say, say_warnings, track
from rag.render import terminal
from rag.render.json import article_json, hits_json, rechecks_json
from rag.render.rechecks import rechecks_text
from rag.render.toml import as_toml
from rag.settings import ENV_FILE, load_settings

app = typer.Typer(
    help="Answers over a folder of articles, "
    "every sentence footnoted to the exact words that support it.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback(invoke_without_command=True)
def _main(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        print(rag.__version__)
        raise typer.Exit


for part in (syncing, sources, keeping, handing_on, checking, conversations, questions, serving):
    app.add_typer(part.app)
app.add_typer(side_by_side.app)
app.add_typer(feedback.app, name="feedback")
app.add_typer(keys.app, name="keys")


@app.command()
def search(
    query: Annotated[str, typer.Argument(metavar="Q", help="What to look for.")],
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many passages.")] = 5,
    state: State = None,
    library: Library = None,
    print_json: Json = False,
) -> None:
    """Find the passages nearest to a query."""
    hits = rag.open(settings=load_settings(library, state_dir=state)).search(query, k)
    print(hits_json(hits) if print_json else terminal.hits_text(hits))


@app.command()
def ask(
    question: Annotated[str, typer.Argument(metavar="Q", help="The question.")],
    state: State = None,
    library: Libraries = None,
    since: Day = None,
    until: Day = None,
    outlet: Annotated[
        list[str] | None, typer.Option("--outlet", help="Only articles of this outlet.")
    ] = None,
    topic: Annotated[
        list[str] | None, typer.Option("--topic", help="Only articles on this topic.")
    ] = None,
    author: Annotated[
        list[str] | None, typer.Option("--author", help="Only articles by this author.")
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DAY", help='The day "last month" is counted from.'),
    ] = None,
    form: Form = None,
    output: Output = None,
    evidence: Evidence = None,
    with_articles: WithArticles = False,
    print_json: Json = False,
) -> None:
    """Answer a question with footnoted quotes, or abstain; each library for itself."""
    wanted = handing_on.wanted("json" if print_json else form, output, evidence)
    where, today = _filter(since, until, outlet, topic, author), read_day(as_of, "--as-of")
    names = list(dict.fromkeys(library or ()))
    if len(names) > 1:
        side_by_side.check_form(wanted, output, evidence)
        side_by_side.ask_each(question, names, state, where, today, as_json=bool(wanted))
        return
    settings = load_settings(*names, state_dir=state)
    bot = rag.open(settings=settings)
    answer = bot.ask(question, where=where, as_of=today)
    if wanted is None:
        print(terminal.answer_text(answer))
    else:
        handing_on.hand_on(answer, wanted, output, bot.facts())
    if evidence:
        handing_on.keep_evidence(answer, evidence, with_articles, settings)


def _filter(
    since: str | None,
    until: str | None,
    outlets: list[str] | None,
    topics: list[str] | None,
    authors: list[str] | None,
) -> rag.Filter:
    return rag.Filter(
        outlets=tuple(outlets or ()),
        topics=tuple(topics or ()),
        since=read_day(since, "--since"),
        until=read_day(until, "--until"),
        authors=tuple(authors or ()),
    )


@app.command()
def show(
    article: Annotated[
        str,
        typer.Argument(
            metavar="ARTICLE[:START-END]", help="An article's id, with or without a place."
        ),
    ],
    state: State = None,
    library: Library = None,
    print_json: Json = False,
) -> None:
    """Show an article, with a cited place marked, and what of it talks to a model."""
    from rag.wiring import open_library

    name, colon, _ = article.partition(":")
    try:
        place = Location.parse(article) if colon else None
    except ValueError as error:
        raise CorpusError(str(error)) from error
    shown = open_library(settings=load_settings(library, state_dir=state)).article(name)
    if not shown:
        raise CorpusError(f"no article {name!r} in the index: `rag search` shows the ids")
    length = len(shown.text)
    if place and place.span.end > length:
        raise CorpusError(
            f"{name} has {length} characters, {place.span.end} lies behind its end: "
            "use a smaller END"
        )
    if print_json:
        print(article_json(shown))
    else:
        print(terminal.article_text(shown, place.span if place else None))


@app.command("eval")
def evaluate(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Questions with their evidence, JSONL.")
    ],
    state: State = None,
    library: Library = None,
    print_json: Json = False,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="OUT", help="Also write a report.")
    ] = None,
) -> None:
    """Score your own questions against the index: evidence, correctness, refusals."""
    from rag.evaluation.report.table import failures, table
    from rag.evaluation.user_questions import score_file

    if html and (html.is_dir() or not html.parent.is_dir()):
        raise DataError(f"can't write a report to {html}: name a file in a folder that exists")
    settings = load_settings(library, state_dir=state)
    run = score_file(file, rag.open(settings=settings), settings, track)
    wrong = failures(run.cases)
    told = f"{wrong}\n\n{table(run.results)}" if wrong else str(table(run.results))
    print(run.as_json() if print_json else told)
    if html:
        from rag.evaluation.report.page import as_html

        html.write_text(as_html(run, title=f"Questions of {file.name}"), encoding="utf-8")


@app.command()
def recheck(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FILE ...]",
            help="Answers as JSON [default: those that readers judged].",
        ),
    ] = None,
    state: State = None,
    library: Library = None,
    print_json: Json = False,
) -> None:
    """Tell what became of the citations of kept answers. Exit code 3: some have changed."""
    from rag.evaluation.rechecking import has_changed, recheck_file, recheck_kept
    from rag.wiring import open_library

    opened = open_library(settings=load_settings(library, state_dir=state))
    several = [recheck_file(file, opened) for file in files or ()] or [recheck_kept(opened)]
    rechecked = [one for part in several for one in part]
    print(rechecks_json(rechecked) if print_json else rechecks_text(rechecked))
    if has_changed(rechecked):
        raise typer.Exit(3)


@app.command()
def settings(library: Library = None) -> None:
    """Print the settings in force, as TOML, with what each means."""
    print(as_toml(load_settings(library)))


def main() -> None:
    """Run the command line; a mistake of the caller is one line on stderr and exit code 1."""
    prepare_threads()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # letters that a console lacks
            stream.reconfigure(errors="replace")
    say_warnings()
    load_dotenv(ENV_FILE)
    code = _run()
    try:
        sys.stdout.flush()
    except OSError as error:  # a full disk, a reader that has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        say(f"can't write the output ({error.strerror}): choose another place")
        code = 1
    sys.exit(code)


def _run() -> int:
    """Run a command and return its exit code; what the caller can mend is said in one line."""
    try:
        code = app(sys.argv[1:] or ["--help"], prog_name="rag", standalone_mode=False)
    except RagError as error:
        say(str(error))
        code = 1
    except typer.TyperException as error:
        say(f"{error.format_message()} See `rag --help`.")
        code = 1
    except (typer.Abort, KeyboardInterrupt):
        say("stopped")
        code = 1
    except OSError as error:
        say(f"{error.strerror or error}: check the disk and the permissions")
        code = 1
    return code if isinstance(code, int) else 0
