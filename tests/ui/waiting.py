"""Waits for what a thread does."""

import threading
import time

from rag.ui.library_job import JobState, LibraryJob

PATIENCE = 60
"""Seconds; a sync of a few files takes one."""


def ended(job: LibraryJob) -> JobState:
    """Return how a job stands as soon as it has ended."""
    last = time.monotonic() + PATIENCE
    while job.running:
        assert time.monotonic() < last, "the job did not end"
        threading.Event().wait(0.005)
    return job.state
