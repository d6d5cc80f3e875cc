"""What the documentation names is there."""

import re
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from docs.generate import commands as rag_commands
from rag.cli import app
from rag.settings import Settings
from tests.docs.walk import PAGES, ROOT, blocks, commands

ALL = sorted(
    str(path.relative_to(ROOT))
    for pattern in ("*.md", "docs/**/*.md", "eval/*.md")
    for path in ROOT.glob(pattern)
)
OURS = [page for page in ALL if not page.startswith("eval/") and page != "CHANGELOG.md"]
MOST_COLUMNS = 100
LINK = re.compile(r"\]\((?!\w+:)(?P<target>[^)\s]*)\)")
PATH = re.compile(r"`(?P<path>(?:rag|eval|tests|docs)/[\w./-]+)`")
GENERATED = re.compile(r"^<!-- \[\[\[cog$", re.MULTILINE)
FENCE = re.compile(r"^```(?P<kind>\w+)\n.*?^```$", re.MULTILINE | re.DOTALL)


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def anchors(page: str) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    titles = re.findall(r"^#+ (.*)$", FENCE.sub("", text_of(page)), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", OURS)
def test_links_lead_to_files_and_headings_that_exist(page: str) -> None:
    for match in LINK.finditer(FENCE.sub("", text_of(page))):
        target, _, anchor = match["target"].partition("#")
        path = (ROOT / page).parent / target if target else ROOT / page
        assert path.exists(), match["target"]
        assert not anchor or anchor in anchors(str(path.resolve().relative_to(ROOT)))


@pytest.mark.parametrize("page", OURS)
def test_paths_that_a_page_names_exist(page: str) -> None:
    for match in PATH.finditer(text_of(page)):
        assert list(ROOT.glob(match["path"])), match["path"]


@pytest.mark.parametrize("page", OURS)
def test_lines_are_short(page: str) -> None:
    """Tables, addresses, JSON and printed lines can't be broken."""
    prose = FENCE.sub(lambda m: m[0] if m["kind"] in ("python", "sh") else "", text_of(page))
    for line in prose.splitlines():
        if not line.startswith("|") and "http" not in line:
            assert len(line) <= MOST_COLUMNS, line


def test_the_readme_is_short() -> None:
    assert len(text_of("README.md").splitlines()) < 110
    assert len(text_of("AGENTS.md").splitlines()) < 60


def test_the_options_of_rag_that_a_page_uses_exist() -> None:
    known = {words: shown_help(words) for words in rag_commands()}
    for words in shell_words("rag"):
        command = max((c for c in known if tuple(words[1 : len(c) + 1]) == c), key=len)
        assert command, words
        for option in (word for word in words if re.match(r"--?[a-z]", word)):
            assert re.search(rf"{option}\b", known[command]), words


def shown_help(words: tuple[str, ...]) -> str:
    return CliRunner().invoke(app, [*words, "--help"]).output


def shell_words(program: str) -> list[list[str]]:
    """The commands of all pages that begin with a program."""
    shell = (b for page in [*PAGES, "AGENTS.md"] for b in blocks(page) if b.kind == "sh")
    return [words for block in shell for words in commands(block) if words[0] == program]


def test_the_targets_of_make_that_a_page_names_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))
    named = {words[1] for words in shell_words("make")}
    for page in OURS:
        named |= set(re.findall(r"^    make ([a-z-]+)", text_of(page), re.MULTILINE))
        named |= set(re.findall(r"`make ([a-z-]+)`", text_of(page)))
    assert named <= targets


def test_the_modules_that_a_page_runs_exist_with_their_options() -> None:
    for _, flag, module, *rest in shell_words("python"):
        source = ROOT / f"{module.replace('.', '/')}.py"
        assert flag == "-m"
        for option in (word for word in rest if word.startswith("--")):
            assert f'"{option}"' in source.read_text(encoding="utf-8")


def test_the_drawing_and_the_tree_of_rooms_name_every_package() -> None:
    page = text_of("docs/architecture.md")
    drawing = blocks("docs/architecture.md")[0].text
    for path in (ROOT / "rag").rglob("__init__.py"):
        room = path.parent
        assert re.search(rf"^ *{room.name}/", page, re.MULTILINE), room
        assert room.parent != ROOT / "rag" or re.search(rf"\b{room.name}\b", drawing), room


def test_every_page_with_generated_parts_is_checked_by_make() -> None:
    made = subprocess.run(
        ["make", "-pn", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    listed = re.search(r"^GENERATED := (.*)$", made, re.MULTILINE)
    assert listed
    assert {page for page in ALL if GENERATED.search(text_of(page))} <= set(listed[1].split())


def test_the_generated_parts_are_what_the_code_says() -> None:
    pages = [page for page in OURS if GENERATED.search(text_of(page))]
    done = subprocess.run(
        [sys.executable, "-m", "cogapp", "--check", *pages],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


def test_every_old_name_of_a_setting_is_told() -> None:
    page = text_of("docs/reference/settings.md")
    sections = [type(value) for _, value in Settings.model_construct() if hasattr(value, "renamed")]
    renamed = [names for section in sections for names in section.renamed.items()]
    assert renamed
    for old, new in renamed:
        assert re.search(rf"`(\w+\.)?{old}`[^`]*`{new}`", page), old
