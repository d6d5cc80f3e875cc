"""What the image, the compose file and the unit promise; no engine is needed to read them."""

import json
import re
import shutil
import subprocess
import tomllib
from configparser import ConfigParser
from pathlib import Path

import pytest
import yaml

from rag.settings import ENV_PREFIX, Settings
from tests.docs.walk import ROOT

DEPLOY = ROOT / "docs" / "deploy"
DOCKERFILE = re.sub(r"\\\n\s*", " ", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"))
_INSTRUCTION = re.compile(r"^([A-Z]+) (.*)$", re.MULTILINE)


def instructions(stage: int) -> dict[str, list[str]]:
    """The instructions of a stage of the image, the last one is -1."""
    text = re.split(r"^(?=FROM )", DOCKERFILE, flags=re.MULTILINE)[stage]
    found: dict[str, list[str]] = {}
    for name, rest in _INSTRUCTION.findall(text):
        found.setdefault(name, []).append(rest)
    return found


def service() -> dict[str, object]:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    kept: dict[str, object] = compose["services"]["footnote"]
    return kept


def unit() -> ConfigParser:
    parser = ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[method-assign,assignment]
    parser.read_string((DEPLOY / "footnote.service").read_text(encoding="utf-8"))
    return parser


def test_the_image_runs_as_nobody_and_is_watched() -> None:
    last = instructions(-1)
    assert last["USER"] == ["10001:10001"]
    assert "/healthz" in last["HEALTHCHECK"][0]
    assert last["STOPSIGNAL"] == ["SIGTERM"]
    assert json.loads(last["ENTRYPOINT"][0]) == ["rag"]
    assert "pip" not in " ".join(last["RUN"])


def test_the_image_is_built_from_pinned_parts_with_its_models() -> None:
    (base,) = re.findall(r"^ARG PYTHON=(\S+)$", DOCKERFILE, re.MULTILINE)
    assert re.fullmatch(r"python:\d+\.\d+\.\d+-slim-\w+", base)
    assert re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE) == ["${PYTHON}", "${PYTHON}"]
    build = " ".join(instructions(-2)["RUN"])
    assert "--constraint constraints.txt" in build
    assert "default_folder()" in build
    extras = re.findall(r'^ARG EXTRAS="\[(.*)\]"$', DOCKERFILE, re.MULTILINE)[0].split(",")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert set(extras) <= set(project["optional-dependencies"])


def test_the_image_has_only_what_it_is_built_from() -> None:
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
    lines = [line for line in ignored if line and not line.startswith("#")]
    assert lines[0] == "*"
    copied = " ".join(instructions(-2)["COPY"]).split()
    assert {line[1:] for line in lines if line.startswith("!")} == set(copied) - {"./"}
    for name in {line[1:] for line in lines if line.startswith("!")}:
        assert (ROOT / name).exists()


def test_the_container_can_write_nowhere_but_its_state() -> None:
    asked = service()
    assert asked["read_only"] is True
    assert asked["cap_drop"] == ["ALL"]
    assert asked["security_opt"] == ["no-new-privileges:true"]
    assert asked["user"] == "10001:10001"
    assert str(asked["tmpfs"][0]).startswith("/tmp:")  # type: ignore[index]
    state, articles = asked["volumes"]  # type: ignore[misc]
    assert state == "state:/state"
    assert articles.endswith(":ro")
    assert all(port.startswith("127.0.0.1:") for port in asked["ports"])  # type: ignore[attr-defined]
    assert "privileged" not in asked


def test_both_wait_longer_than_the_app_takes_to_stop() -> None:
    seconds = Settings.model_construct().app.stop_seconds
    assert int(str(service()["stop_grace_period"]).removesuffix("s")) > seconds
    assert int(unit()["Service"]["TimeoutStopSec"]) > seconds


@pytest.mark.parametrize(
    "line",
    [
        "DynamicUser=yes", "NoNewPrivileges=yes", "CapabilityBoundingSet=", "ProtectSystem=strict",
        "ProtectHome=yes", "PrivateTmp=yes", "PrivateDevices=yes", "RestrictNamespaces=yes",
        "SystemCallFilter=@system-service", "UMask=0077", "KillSignal=SIGTERM",
    ],
)  # fmt: skip
def test_the_unit_is_hardened(line: str) -> None:
    name, _, value = line.partition("=")
    assert unit()["Service"][name] == value


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd here")
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    copy = tmp_path / "footnote.service"
    text = (DEPLOY / "footnote.service").read_text()
    copy.write_text(text.replace("/opt/footnote/bin/rag", shutil.which("true") or "/bin/true"))
    done = subprocess.run(
        ["systemd-analyze", "verify", copy], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not shutil.which("hadolint"), reason="there is no hadolint here")
def test_hadolint_finds_nothing() -> None:
    done = subprocess.run(["hadolint", DEPLOY / "Dockerfile"], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"")


def variables(text: str) -> set[str]:
    return set(re.findall(rf"\b{ENV_PREFIX}[A-Z_]+\b", text))


def test_the_variables_that_are_set_are_settings() -> None:
    known = set(re.findall(r"RAG_\w+", (ROOT / "docs/reference/settings.md").read_text()))
    for path in (ROOT / ".env.example", *sorted(DEPLOY.iterdir())):
        assert variables(path.read_text(encoding="utf-8")) <= known, path.name
