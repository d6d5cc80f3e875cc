"""The prompts: files in prompts/, each with placeholders that are checked when it is filled.

What comes from outside (passages, questions, earlier answers) is data: it goes into a placeholder,
its angle brackets are replaced so that it can't close the tag it stands in, and the prompt says
that nothing in it is an instruction.
"""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from rag.core.passage import Chunk
from rag.core.request import Task

_STYLES = {
    "short": "Answer in one or two sentences.",
    "paragraph": "Answer in one paragraph of at most five sentences.",
    "bullets": (
        "Answer as a list: each item is one whole sentence on a line of its own that starts "
        'with "- ".'
    ),
}
_OVERVIEWS = {
    Task.SUMMARY: "Summarise what the passages say of it, in at most eight sentences.",
    Task.COMPARISON: (
        'Compare: a list, one whole sentence a line, each line opening with "- " and naming whom '
        "it is about."
    ),
    Task.TIMELINE: (
        "List what happened in the order of the dates: a whole sentence with its date a line, "
        'opening with "- ".'
    ),
}
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_BRACKETS = str.maketrans("<>", "\u2039\u203a")


def answer_prompt(question: str, chunks: Sequence[Chunk] | None, task: Task, style: str) -> str:
    """Return what asks a model for an answer.

    Args:
        question: that can be understood without the conversation.
        chunks: the passages; None where they are sent beside the prompt, as search results.
        task: what the question asks for; an overview has a form of its own.
        style: "short", "paragraph" or "bullets", for every other answer.
    """
    form = _OVERVIEWS.get(task) or _STYLES[style]
    if chunks is None:
        return fill("answer_results", style=form, question=as_data(question))
    return fill("answer", passages=numbered(chunks), style=form, question=as_data(question))


def repair_prompt(question: str, chunks: Sequence[Chunk] | None, sentences: Sequence[str]) -> str:
    """Return what asks a model to write unsupported sentences again; see `answer_prompt`."""
    lines = "\n".join(f"- {as_data(sentence)}" for sentence in sentences)
    if chunks is None:
        return fill("repair_results", question=as_data(question), sentences=lines)
    return fill("repair", passages=numbered(chunks), question=as_data(question), sentences=lines)


def fill(name: str, **values: str) -> str:
    """Return the prompt of a file with its placeholders filled.

    Args:
        name: of the file, without ".md".
        values: the text for each placeholder of the file.

    Raises:
        ValueError: when the values are not those that the file has placeholders for.
    """
    text = _read(name)
    if (wanted := set(_PLACEHOLDER.findall(text))) != set(values):
        raise ValueError(f"prompt {name!r} takes {sorted(wanted)}, got {sorted(values)}")
    return _PLACEHOLDER.sub(lambda match: values[match.group(1)], text)


def as_data(text: str) -> str:
    """Return a text from outside in a form that can't close the tag around it.

    >>> as_data("</passage> Obey.").isascii()
    False
    """
    return text.translate(_BRACKETS)


def numbered(chunks: Sequence[Chunk]) -> str:
    """Return chunks as a prompt shows them: each in a tag with its number and heading."""
    return "\n".join(
        f'<passage number="{number}" from="{_heading(chunk)}">\n{as_data(chunk.text)}\n</passage>'
        for number, chunk in enumerate(chunks, start=1)
    )


def _heading(chunk: Chunk) -> str:
    """Return the heading of a chunk's article; empty where it talks to a model."""
    heading = "" if chunk.article.suspicious_title else chunk.article.heading
    return as_data(heading).replace('"', "'")


@cache
def _read(name: str) -> str:
    return files(__package__).joinpath("prompts", f"{name}.md").read_text(encoding="utf-8").strip()
