import pytest

from rag.sources.formats.front_matter import split_front_matter


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("---\ntitle: T\n---\nbody", {"title": "T"}),
        ("\n\n---\ntitle: T\n---\nbody", {"title": "T"}),
        ("---\ntitle: T\n...\nbody", {"title": "T"}),
        ('+++\ntitle = "T"\ndraft = false\n+++\nbody', {"title": "T", "draft": False}),
        ("---\nlayout: post\n---\nbody", {"layout": "post"}),
        ("---\ntitle: 12:30\n---\nbody", {"title": "12:30"}),
        ("---\ntitle: 007\nother: No\n---\nbody", {"title": "007", "other": "No"}),
        ("---\n---\nbody", {}),
        ("--- \n\n---\t\nbody", {}),
    ],
)
def test_front_matter_of_any_usual_kind(text: str, values: dict[str, object]) -> None:
    assert split_front_matter(text) == (values, "body", "")


@pytest.mark.parametrize(
    "text",
    [
        "---\na: b ---\nbody",
        "--- no fence\nbody",
        "---\nnever closed",
        "body\n---\nx: 1\n---\n",
        "---\n- one\n- two\n---\nText.",
        "---\nA rule on top, and a second one below.\n---\nText.",
        "---\nNote: this is a sentence that has a colon in it.\n---\nText.",
        "+++ plus signs\nText.",
    ],
)
def test_what_is_no_mapping_is_text(text: str) -> None:
    assert split_front_matter(text) == ({}, text, "")


@pytest.mark.parametrize(
    "block",
    [
        "title: fine\nsource: a: b",
        "title: [",
        "title: &a [x]\nurl: *a",
        'title: "a\nurl: b',
        "title: !!bool maybe\n\tx: [",
    ],
)
def test_broken_front_matter_costs_only_itself(block: str) -> None:
    values, body, wrong = split_front_matter(f"---\n{block}\n---\nText.")
    assert (values, body) == ({}, "Text.")
    assert wrong.startswith("front matter can't be read (line ")


def test_broken_toml_costs_only_itself() -> None:
    values, body, wrong = split_front_matter("+++\ntitle = [\n+++\nText.")
    assert (values, body) == ({}, "Text.")
    assert wrong == "front matter can't be read: put quotes around its values"


def test_yaml_can_not_make_objects() -> None:
    text = "---\ntitle: !!python/object/apply:os.getcwd []\n---\nText."
    assert split_front_matter(text) == ({"title": []}, "Text.", "")
