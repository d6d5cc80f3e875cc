"""Where the starter corpus and the project's own questions lie."""

import os
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
CORPUS = ROOT / "corpus"
QUESTIONS = ROOT / "eval" / "questions.jsonl"


def python_path() -> str:
    """Return PYTHONPATH for a process that imports this project, whatever is installed."""
    return os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
