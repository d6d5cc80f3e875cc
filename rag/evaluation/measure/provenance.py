"""What a result depends on: the commit, the settings and the machine."""

import hashlib
import json
import os
import platform
import subprocess
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from rag.settings import Settings

ROOT = Path(__file__).parents[3]
_FITTED = (
    ("rag.answering", "abstention.json"),
    ("rag.support", "support.json"),
    ("rag.models.cross_encoder", "model/card.json"),
    ("rag.models", "model/token_map.json"),
)
_SECTIONS = {"embedding", "chunking", "retrieval", "answer"}


def commit() -> str:
    """Return the commit of the working tree, empty outside git."""
    try:
        command = ["git", "-C", str(ROOT), "rev-parse", "HEAD"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
        return done.stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def fingerprint(settings: Settings) -> str:
    """Return the sha256 of all that affects results: settings, calibrations, trained weights."""
    fitted = [files(package).joinpath(name) for package, name in _FITTED]
    fits = [json.loads(file.read_text(encoding="utf-8")) for file in fitted if file.is_file()]
    values = [settings.model_dump(mode="json", include=_SECTIONS), fits]
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def machine() -> dict[str, str | int | float | bool]:
    """Return what timings depend on; nothing that names the machine or its user."""
    from rag.models.text_models import fast_bfloat16

    return {
        "cpu": _field("/proc/cpuinfo", "model name") or platform.processor() or platform.machine(),
        "cores": len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count() or 1,
        "memory_gb": round(
            int((_field("/proc/meminfo", "MemTotal") or "0 kB").split()[0]) / 2**20, 1
        ),
        "bf16": fast_bfloat16(),
        "python": platform.python_version(),
        "torch": version("torch"),
    }


def _field(path: str, name: str) -> str:
    try:
        lines = Path(path).read_text().splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")
