"""How the threads of a pass through a model wait for each other, and how many there are.

OpenMP's threads spin while they wait: on busy cores that takes four times the work of the pass
itself. They read how to wait from the environment, once, when torch is loaded.
"""

import os

MOST = 8
"""Threads of a pass; a model of this size is no faster with more, and several passes share them."""
_SPINS = "1000"
"""Turns that a thread waits awake, about a microsecond each; then it sleeps."""


def prepare_threads() -> None:
    """Set how threads wait and how many a pass may have, where the environment does not say.

    Tokens, which take a millisecond, are made by one.

    It has no effect on a process that has loaded torch already: there set ``OMP_NUM_THREADS`` and
    ``GOMP_SPINCOUNT`` or ``OMP_WAIT_POLICY`` before Python starts.
    """
    if "OMP_WAIT_POLICY" not in os.environ:
        os.environ.setdefault("GOMP_SPINCOUNT", _SPINS)  # GNU's, of torch's wheels for Linux
        os.environ.setdefault("KMP_BLOCKTIME", "0")  # Intel's and LLVM's, of the others
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("OMP_NUM_THREADS", str(min(MOST, _cores())))


def _cores() -> int:
    """Return the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
