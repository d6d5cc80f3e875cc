"""Where the starter corpus and the project's own questions lie."""

from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
CORPUS = ROOT / "corpus"
QUESTIONS = ROOT / "eval" / "questions.jsonl"
