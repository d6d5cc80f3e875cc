"""Hours of gentle use: `python -m eval.service.soak --minutes 120`; what stays is recorded.

A question every few seconds, by turns on the page and by REST, with a check and a quotation now
and then. The record beside the results has a line each minute. A run that was ended goes on, with
a process of its own; another commit starts anew.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic, sleep

import httpx

from eval.faults.endless import growth
from eval.faults.served import App, Footprint, Visitor, footprint, served
from eval.harness.starter import CORPUS, ROOT
from eval.service.users import Program, questions
from rag.errors import DataError, RagError
from rag.evaluation.measure.provenance import commit
from rag.progress import say

RECORD = ROOT / "eval" / "results" / "soak.jsonl"
MINUTES, EVERY, LOOK = 120.0, 2.0, 60.0
"""How long it takes, the seconds between two questions, and between two lines."""
_TEXT = (
    "Northvolt filed for bankruptcy in Sweden on 13 March 2025. It had made cells in Skelleftea."
)
_QUOTE = "Northvolt filed for bankruptcy in Sweden"


@dataclass(frozen=True, slots=True)
class Look:
    """How the app stands.

    Attributes:
        process: which of the run's processes, from 0.
        seconds: since it was up.
        asked: how often it was asked.
        errors: how often in vain.
        held: what it holds.
    """

    process: int
    seconds: float
    asked: int
    errors: int
    held: Footprint


def looks(record: Path) -> tuple[str, list[Look]]:
    """Return the commit of a record and its lines; none where there is no record."""
    if not record.exists():
        return "", []
    header, *lines = map(json.loads, record.read_text(encoding="utf-8").splitlines())
    several = [Look(**line | {"held": Footprint(**line["held"])}) for line in lines]
    return header["commit"], several


def last_of_each(several: Sequence[Look]) -> list[Look]:
    """Return the last line of each process."""
    return list({one.process: one for one in several}.values())


def grown(several: Sequence[Look]) -> dict[str, float]:
    """Return what grew in the process that lived longest: its last tenth over its second.

    Raises:
        DataError: where it has one line or none.
    """
    longest = max(several, key=lambda one: one.seconds).process if several else 0
    held = [one.held for one in several if one.process == longest]
    if len(held) < 2:
        raise DataError("the soak was too short to tell what grows: let it take two minutes")
    return growth(held)


def soak(record: Path, minutes: float, every: float, look: float = LOOK) -> list[Look]:
    """Ask the app until it was asked for so long, and return the lines of the record."""
    kept, done = looks(record)
    if kept != commit():
        done = []
        record.write_text(json.dumps({"commit": commit()}) + "\n", encoding="utf-8")
    left = 60 * minutes - sum(one.seconds for one in last_of_each(done))
    process = done[-1].process + 1 if done else 0
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        app = stack.enter_context(served(CORPUS, folder / "state"))
        file = stack.enter_context(record.open("a", encoding="utf-8"))
        for one in _asked(app, process, left, every, look):
            file.write(json.dumps(asdict(one)) + "\n")
            file.flush()
            done.append(one)
    return done


def _asked(app: App, process: int, left: float, every: float, look: float) -> Iterator[Look]:
    with closing(Visitor(app)) as visitor, closing(Program(app)) as program:
        started, errors, told = monotonic(), 0, 0.0
        for asked, question in enumerate(questions(), start=1):
            try:
                (program if asked % 2 else visitor).ask(question)
                if asked % 20 == 1:
                    program.post("/check", {"text": _TEXT})
                    program.post("/quote", {"quote": _QUOTE})
            except (RagError, httpx.HTTPError) as error:
                errors += 1
                say(f"soak: {error}")
            seconds = monotonic() - started
            if seconds - told >= look or seconds >= left:
                told = seconds
                yield Look(process, round(seconds, 1), asked, errors, footprint(app.pid))
            if seconds >= left:
                return
            sleep(max(0.0, started + asked * every - monotonic()))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m eval.service.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=MINUTES, help="how long (%(default)s)")
    parser.add_argument("--every", type=float, default=EVERY, help="seconds between questions")
    parser.add_argument("--record", type=Path, default=RECORD, help="the file of the record")
    given = parser.parse_args(arguments)
    several = soak(given.record, given.minutes, given.every)
    ends = last_of_each(several)
    asked, errors = sum(one.asked for one in ends), sum(one.errors for one in ends)
    print(f"{asked} questions, {errors} errors, grown: {grown(several)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
