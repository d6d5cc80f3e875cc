"""Kept answers looked at again: which of their citations does an edit touch?"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from rag.core.recheck import Quotation, Rechecked, Standing
from rag.core.span import Span
from rag.errors import DataError
from rag.evaluation.feedback import eval_cases
from rag.library.library import Library
from rag.library.versions import recheck


def recheck_file(path: Path, library: Library) -> list[Rechecked]:
    """Return what became of the citations of answers in a file.

    Args:
        path: answers as `rag ask --format json` prints them, one or a list, or lines as
            `rag feedback export` prints them.
        library: the articles.

    Raises:
        DataError: for a file that can't be read or holds no answers.
    """
    try:
        return list(_rechecked(_answers(path.read_text(encoding="utf-8")), library))
    except OSError as error:
        raise DataError(f"can't read {path} ({error.strerror}): choose another file") from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise DataError(
            f"{path} holds no answers: save them with `rag ask Q --format json`"
        ) from error


def recheck_answers(answers: Iterable[Mapping[str, Any]], library: Library) -> list[Rechecked]:
    """Return what became of the citations of answers, each as `rag ask --format json` prints it.

    Raises:
        DataError: for what is no answer.
    """
    try:
        return list(_rechecked(answers, library))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise DataError(
            "this is no answer with citations: send what /v1/ask or `rag ask --format json` gave"
        ) from error


def recheck_kept(library: Library) -> list[Rechecked]:
    """Return what became of the citations of the answers that readers judged."""
    return list(_rechecked(eval_cases(library), library))


def has_changed(rechecked: Iterable[Rechecked]) -> bool:
    """Tell whether any citation is no longer what it was."""
    return any(one.recheck.standing is not Standing.UNCHANGED for one in rechecked)


def _answers(text: str) -> list[Mapping[str, Any]]:
    """Return the answers of a JSON text, or of lines of such."""
    try:
        whole = json.loads(text)
    except ValueError:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    return whole if isinstance(whole, list) else [whole]


def _rechecked(answers: Iterable[Mapping[str, Any]], library: Library) -> Iterator[Rechecked]:
    for answer in answers:
        for place, citation in enumerate(answer["citations"], start=1):
            sha256 = citation.get("text_sha256") or citation["sha256"]
            span = Span(citation["start"], citation["end"])
            cited = Quotation(str(citation["article_id"]), str(sha256), span, citation["quote"])
            number = int(citation.get("number", place))
            yield Rechecked(str(answer["question"]), number, cited, recheck(library, cited))
