"""The command line, `rag COMMAND`: answers go to stdout, everything else to stderr."""

import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

import rag
from rag import render
from rag.errors import CorpusError, RagError
from rag.progress import Bar, track
from rag.settings import as_toml, load_settings
from rag.types import Span

app = typer.Typer(
    help="Answers over a folder of articles, every sentence footnoted to the exact words that support it.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

State = Annotated[
    Path | None, typer.Option("--state", metavar="DIR", help="Folder of the index [default: $RAG_STATE_DIR or .rag].")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.callback(invoke_without_command=True)
def _main(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        print(rag.__version__)
        raise typer.Exit


@app.command()
def index(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH ...]", help="Files and folders [default: corpus].")
    ] = None,
    state: State = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Index every known article anew.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would be done and change nothing.")] = False,
    as_json: Json = False,
) -> None:
    """Bring the index up to date with files and folders. Exit code 3: done, but some files failed."""
    settings = load_settings(state_dir=state)
    with Bar() as bar:
        report = rag.index(
            paths or settings.corpus.paths, rebuild=rebuild, dry_run=dry_run, progress=bar.show, settings=settings
        )
    print(render.as_json(render.report_dict(report)) if as_json else render.report_text(report))
    if report.failed:
        raise typer.Exit(3)


@app.command()
def search(
    query: Annotated[str, typer.Argument(metavar="Q", help="What to look for.")],
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many passages.")] = 5,
    state: State = None,
    as_json: Json = False,
) -> None:
    """Find the passages nearest to a query."""
    hits = rag.open(settings=load_settings(state_dir=state)).search(query, k)
    print(render.as_json([render.hit_dict(hit) for hit in hits]) if as_json else render.hits_text(hits))


@app.command()
def ask(
    question: Annotated[str, typer.Argument(metavar="Q", help="The question.")],
    state: State = None,
    as_json: Json = False,
) -> None:
    """Answer a question with footnoted quotes, or abstain."""
    answer = rag.open(settings=load_settings(state_dir=state)).ask(question)
    print(render.as_json(render.answer_dict(answer)) if as_json else render.answer_text(answer))


@app.command()
def show(
    article: Annotated[str, typer.Argument(metavar="ARTICLE[:START-END]", help="An article's id, with or without a place.")],
    state: State = None,
) -> None:
    """Show an article, with a cited place marked."""
    from rag.wiring import open_catalog

    name, _, place = article.partition(":")
    with open_catalog(load_settings(state_dir=state).state_dir).view() as view:
        found = view.article(name)
        if not found:
            raise CorpusError(f"no article {name!r} in the index: `rag search` shows the ids")
    try:
        start, _, end = place.partition("-")
        span = Span(int(start), int(end)) if place else None
    except ValueError as error:
        raise CorpusError(f"{place!r} is not a place: write START-END, two numbers, for example 120-180") from error
    if span and span.end > len(found.text):
        raise CorpusError(f"{name} has {len(found.text)} characters, {span.end} lies behind its end: use a smaller END")
    print(render.article_text(found, span))


@app.command("eval")
def evaluate(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Questions with their evidence, JSONL.")],
    state: State = None,
    as_json: Json = False,
    html: Annotated[Path | None, typer.Option("--html", metavar="OUT", help="Also write a report.")] = None,
) -> None:
    """Score your own questions against the index: evidence, correctness, refusals."""
    from rag.evaluation.own import score_file
    from rag.evaluation.table import table

    settings = load_settings(state_dir=state)
    run = score_file(file, rag.open(settings=settings), settings, track)
    print(run.as_json() if as_json else table(run.results))
    if html:
        from rag.evaluation.report import as_html

        html.write_text(as_html(run, title=f"Questions of {file.name}"), encoding="utf-8")


feedback = typer.Typer(help="What readers said of answers on the web page.")
app.add_typer(feedback, name="feedback")


@feedback.command()
def export(state: State = None) -> None:
    """Print what readers said as questions for `rag eval`, JSONL."""
    from rag.feedback import eval_cases
    from rag.wiring import open_catalog

    with open_catalog(load_settings(state_dir=state).state_dir).view() as view:
        cases = eval_cases(view)
    for case in cases:
        print(json.dumps(case, ensure_ascii=False))
    print(f"rag: eval cases: {len(cases)}" if cases else "rag: no feedback yet", file=sys.stderr)


@app.command()
def settings() -> None:
    """Print the settings in force, as TOML, with what each means."""
    print(as_toml(load_settings()))


def main() -> None:
    """Run the command line; a mistake of the caller is one line on stderr and exit code 1."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        code = app(sys.argv[1:] or ["--help"], prog_name="rag", standalone_mode=False)
    except RagError as error:
        print(f"rag: {error}", file=sys.stderr)
        code = 1
    except typer.TyperException as error:
        print(f"rag: {error.format_message()} See `rag --help`.", file=sys.stderr)
        code = 1
    except (typer.Abort, KeyboardInterrupt):
        print("rag: stopped", file=sys.stderr)
        code = 1
    sys.exit(code if isinstance(code, int) else 0)
