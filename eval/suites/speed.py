"""stub"""
from eval.suites.suite import Task
from eval.result import Result
def run(task: Task) -> list[Result]:
    """Stub."""
    return []
