"""The skill for agents, followed to the letter."""

import json
import re
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from rag.cli import app
from rag.core.checked import QuoteStanding, SentenceVerdict
from tests.docs.walk import ROOT, blocks

PAGE = "docs/skills/footnote/SKILL.md"
TEXT = (ROOT / PAGE).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def printed(starter_state: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """What each command printed, by its name; files are saved as the page says."""
    folder = tmp_path_factory.mktemp("agent")
    subprocess.run(["cp", "-r", starter_state, folder / ".rag"], check=True)
    said = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for block in blocks(PAGE):
            if block.path:
                Path(block.path).write_text(block.text, encoding="utf-8")
            elif block.kind == "sh":
                program, name, *rest = shlex.split(block.text)
                assert program == "rag"
                done = CliRunner().invoke(app, [name, *rest], catch_exceptions=False)
                assert done.exit_code == (4 if name == "check" else 0), done.output
                said[name] = json.loads(done.stdout) if "--json" in rest else done.stdout
    return said


def test_its_front_matter_is_that_of_a_skill() -> None:
    matter = yaml.safe_load(TEXT.split("---")[1])
    assert matter["name"] == Path(PAGE).parent.name
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", matter["name"])
    assert 0 < len(matter["description"]) <= 1024
    assert len(matter["compatibility"]) <= 500
    assert set(matter) <= {"name", "description", "license", "compatibility"}
    assert len(TEXT.splitlines()) < 500


def keys(heading: str) -> set[str]:
    """The keys that a part of the page speaks of, in the first column of its table."""
    part = TEXT.split(f"## {heading}")[1].split("\n## ")[0]
    return set(re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE))


def test_an_answer_has_the_keys_that_the_skill_names(printed: Mapping[str, Any]) -> None:
    answer = printed["ask"]
    assert keys("Answer a question") <= set(answer)
    assert {"message", "nearest"} <= set(answer)
    citation = answer["citations"][answer["sentences"][0]["citations"][0] - 1]
    named = {"number", "quote", "start", "end", "article_id", "title", "outlet", "published", "url"}
    assert named <= set(citation)
    assert citation["quote"] in printed["show"]


def test_a_check_and_a_quotation_are_as_the_skill_says(printed: Mapping[str, Any]) -> None:
    (sentence,) = printed["check"]["sentences"]
    assert sentence["verdict"] == "contradicted"
    assert {"says", "instead"} <= set(sentence["conflicts"][0])
    assert printed["quote"]["standing"] == "found"
    assert {"correct", "changes", "places"} <= set(printed["quote"])


def test_every_verdict_and_standing_is_explained() -> None:
    for one in (*SentenceVerdict, *QuoteStanding):
        assert f"`{one}`" in TEXT
