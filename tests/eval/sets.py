"""Small data sets, written as files."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Record = dict[str, Any]

CLAIM, SAYS_SO, SAYS_ELSE = (
    "Tulips flower in spring.",
    "In spring, the tulips flower.",
    "Cheese is made of milk.",
)
WICE = [
    {"id": "w0", "claim": CLAIM, "evidence": [SAYS_SO, "..."], "label": "supported"},
    {"id": "w1", "claim": CLAIM, "evidence": [SAYS_ELSE], "label": "partially_supported"},
    {"id": "w2", "claim": CLAIM, "evidence": [SAYS_ELSE], "label": "not_supported"},
]
SUMMEDITS = [
    {"id": "s0", "claim": CLAIM, "document": f"{SAYS_SO}\n{SAYS_ELSE}", "label": 1},
    {"id": "s1", "claim": CLAIM, "document": SAYS_ELSE, "label": 0},
]


def write_jsonl(path: Path, records: Sequence[Record]) -> Path:
    """Write records, one a line, and return the path; the folder is made where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path
