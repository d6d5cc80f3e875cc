from pathlib import Path

import pytest

from rag.errors import DataError
from rag.evaluation.jsonl import read_jsonl


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2: not JSON"),
        ("[]", "line 2: not a JSON object"),
        ('{"id": "1"}', "line 2: field 'text' is missing"),
        ('{"id": "1", "text": 5}', "line 2: field 'text' is not a str"),
    ],
)
def test_a_broken_data_file_names_file_line_and_field(
    tmp_path: Path, line: str, message: str
) -> None:
    path = tmp_path / "queries.jsonl"
    path.write_text('{"id": "1", "text": "a\\u2028b"}\n' + line + "\n")
    with pytest.raises(DataError, match=r"queries.jsonl, " + message):
        list(read_jsonl(path, {"id": str, "text": str}, dict))
