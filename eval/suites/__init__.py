"""The benchmark suites by name; a new one is a module and a line here."""

from eval.harness.suite import Suite
from eval.suites import (
    check,
    chunking,
    clapnq,
    faults,
    ingest,
    injection,
    misplaced,
    mtrag,
    multihop,
    scifact,
    speed,
    starter,
    summedits,
    town,
    ui,
    wice,
    written,
    xquad,
)

SUITES: dict[str, Suite] = {
    "starter": starter.run,
    "town": town.run,
    "check": check.run,
    "ingest": ingest.run,
    "scifact": scifact.run,
    "xquad": xquad.run,
    "chunking": chunking.run,
    "clapnq": clapnq.run,
    "mtrag": mtrag.run,
    "wice": wice.run,
    "summedits": summedits.run,
    "multihop": multihop.run,
    "written": written.run,
    "injection": injection.run,
    "misplaced": misplaced.run,
    "faults": faults.run,
    "speed": speed.run,
    "ui": ui.run,
}
