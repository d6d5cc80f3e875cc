import json
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.core.recheck import quotation
from rag.render.exports.pack import as_json, packed
from rag.render.exports.pack_check import check_pack
from tests.render.exports.packs import ANSWERS, PACK, WHOLE, forged, members
from tests.render.exports.samples import FACT, PLANT


@pytest.mark.parametrize("pack", [PACK, WHOLE])
def test_what_was_written_is_proven(pack: bytes) -> None:
    checked = check_pack(pack)
    assert checked.problems == ()
    cited = [(answer, one) for answer in ANSWERS for one in answer.citations]
    assert [(one.question, one.number, one.cited) for one in checked.quotes] == [
        (answer.question, citation.number, quotation(citation)) for answer, citation in cited
    ]


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_any_byte_that_was_changed_is_found(place: int, by: int) -> None:
    changed = bytearray(WHOLE)
    changed[place] ^= by
    assert check_pack(bytes(changed)).problems


def test_a_bit_that_was_changed_anywhere_is_found_and_so_is_what_was_cut_or_put_in() -> None:
    for place in range(len(PACK)):
        assert check_pack(PACK[:place] + bytes([PACK[place] ^ 1]) + PACK[place + 1 :]).problems
    for place in range(0, len(PACK), 11):
        assert check_pack(PACK[:place]).problems
        assert check_pack(PACK[:place] + b"\0" + PACK[place:]).problems


def test_what_was_changed_is_named() -> None:
    parts = members(WHOLE)
    problems = check_pack(packed(parts | {"answers.html": b"other"})).problems
    assert problems == ("answers.html was changed",)
    assert check_pack(packed(parts | {"x": b""})).problems == ("x is not in the manifest",)
    del parts["made-with.json"]
    assert check_pack(packed(parts)).problems == ("made-with.json is missing",)
    bare = {name: parts[name] for name in parts if name != "answers.html"}
    assert check_pack(forged(bare)).problems == (
        "answers.html is not in the manifest",
        "made-with.json is not in the manifest",
    )
    damaged = PACK.replace(b'"question": "And', b'"question": "Bnd')
    assert "Bad CRC-32 for file 'answers.json'" in check_pack(damaged).problems[0]


def test_another_format_or_version_is_told() -> None:
    parts = members(PACK)
    assert check_pack(forged(parts, format="x")).problems == ("it is no evidence pack",)
    (problem,) = check_pack(forged(parts, version=2)).problems
    assert problem == "it has version 2, this Footnote reads 1: use a Footnote that reads it"
    assert check_pack(forged(parts, more=1)).problems == ()
    respaced = packed(parts | {"manifest.json": parts["manifest.json"] + b" "})
    assert check_pack(respaced).problems == ("the archive is not as it was written",)


def quoted(**changes: Any) -> bytes:
    """The whole pack with its second quote changed, in quotes and answers alike, and resealed."""
    parts = members(WHOLE)
    quotes, answers = json.loads(parts["quotes.json"]), json.loads(parts["answers.json"])
    quotes[1] |= changes
    answers[0]["citations"][1] |= {
        name: value for name, value in changes.items() if name != "context"
    }
    return forged(parts | {"quotes.json": as_json(quotes), "answers.json": as_json(answers)})


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"quote": "It opened in 2022."}, "quote 2 of answer 1 does not stand in its context"),
        ({"start": 35}, "quote 2 of answer 1 does not stand in its context"),
        (
            {"context": {"start": 34, "end": 52, "text": "It opened in 2021"}},
            "quote 2 of answer 1 does not stand in its context",
        ),
        (
            {
                "quote": "It opened in 2022.",
                "context": {"start": 34, "end": 52, "text": "It opened in 2022."},
            },
            "quote 2 of answer 1: its context does not stand in its article",
        ),
    ],
)
def test_a_forged_quote_is_found_in_a_pack_that_fits_its_manifest(
    changes: dict[str, Any], problem: str
) -> None:
    assert problem in check_pack(quoted(**changes)).problems
    assert check_pack(quoted()).problems == ()


def test_a_forged_article_or_citation_is_found() -> None:
    parts = members(WHOLE)
    name = f"articles/{PLANT.sha256}.txt"
    other = forged(parts | {name: parts[name].replace(b"2021", b"2022")})
    assert "quote 1 of answer 1: its article's text is another one" in check_pack(other).problems
    answers = json.loads(parts["answers.json"])
    answers[0]["citations"][0]["quote"] = "It closed."
    assert check_pack(forged(parts | {"answers.json": as_json(answers)})).problems == (
        "its quotes are not those of its answers",
    )
    assert FACT.citations[0].quote.encode() in parts["answers.json"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        packed({}),
        packed({"manifest.json": b"[]"}),
        packed({"manifest.json": b"[" * 100_000}),
        packed({"manifest.json": b'{"format":"footnote evidence","version":1,"sha256":3}'}),
        forged(members(PACK) | {"quotes.json": b"7"}),
        forged(members(PACK) | {"answers.json": b"[1]"}),
    ],
)
def test_what_is_no_pack_is_a_problem_and_no_error(data: bytes) -> None:
    (problem,) = check_pack(data).problems
    assert problem.startswith("it is no evidence pack, or damaged (")


def test_a_hostile_pack_can_not_forge_lines_of_the_report() -> None:
    parts = members(PACK)
    (problem,) = check_pack(packed(parts | {"x\nas it was written": b""})).problems
    assert problem == "x as it was written is not in the manifest"
    answers = json.loads(parts["answers.json"])
    answers[0]["question"] = "Is it so?\n[1] unchanged"
    checked = check_pack(forged(parts | {"answers.json": as_json(answers)}))
    assert checked.quotes[0].question == "Is it so? [1] unchanged"


def test_an_archive_that_would_unpack_to_more_is_refused() -> None:
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", b"\0" * 10_000_000)
    (problem,) = check_pack(data.getvalue()).problems
    assert "another compression" in problem
