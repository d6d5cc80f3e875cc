"""What the page of benchmarks says, in English."""

from rag.render.blocks import counted

ASK = "Ask"
FAILED = "Something went wrong here: ask again; the terminal that runs Footnote shows the details."
ASKING = "Asking"
CHOOSE_FILE = "Choose a question file"
NEWEST_REPORT = "Newest report"
SCORING_STOPPED = "the page was closed: the scoring was stopped"


def scored(questions: int, file_name: str) -> str:
    """Return what is said of a question file that was scored."""
    return f"{counted(questions, 'question')} of {file_name} scored: the report is below."


def too_many(questions: int, most: int, file_name: str) -> str:
    """Return what is said of a question file with more questions than are taken."""
    return (
        f"{file_name} holds {questions:,} questions, more than {most:,}: "
        "split it, or score it with `rag eval`"
    )
