from io import BytesIO

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.checking.draft import MOST_CHARACTERS, check_draft, read_draft, without_marks
from rag.errors import DataError, QuestionError
from rag.sections import ParsingSettings

SETTINGS = ParsingSettings()


def test_markdown_is_checked_as_it_is_written() -> None:
    text = "---\ntitle: X\n---\nIt **rose** by [3 percent](https://a.example).\r\n"
    draft = read_draft(text.encode(), "draft.md", SETTINGS)
    assert draft.text == text
    assert draft.as_written
    assert draft.read_as.split() == ["It", "rose", "by", "3", "percent", "."]


def test_a_document_is_read_as_a_reader_sees_it() -> None:
    document = docx.Document()
    document.add_heading("The trip to Nordfeld")
    document.add_paragraph("The trip takes 18 minutes. It was longer before the tram came.")
    data = BytesIO()
    document.save(data)
    draft = read_draft(data.getvalue(), "draft.docx", SETTINGS)
    assert "The trip takes 18 minutes." in draft.text
    assert "The trip to Nordfeld" in draft.text
    assert not draft.as_written


def test_what_can_not_be_checked_is_refused() -> None:
    with pytest.raises(QuestionError, match="no word in it"):
        check_draft(" ... ")
    with pytest.raises(QuestionError, match="split it"):
        check_draft("x" * (MOST_CHARACTERS + 1))
    with pytest.raises(DataError, match=r"can't read a\.png: a picture"):
        read_draft(b"\x89PNG....", "a.png", SETTINGS)
    with pytest.raises(DataError, match="binary"):
        read_draft(b"\0\0\0\0", "", SETTINGS)


@given(st.text(alphabet="a*_`[]()<>!\n -#^", max_size=60))
def test_marks_are_blanked_in_place(text: str) -> None:
    shown = without_marks(text)
    assert len(shown) == len(text)
    assert all(mine in (theirs, " ") for mine, theirs in zip(shown, text, strict=True))
