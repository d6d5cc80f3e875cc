import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import CorpusError
from rag.sources.encodings import decode

GERMAN = "Die Mühle in Grünau steht seit Montag still, „sagte“ Müller Brandt – 9,80 €."


@given(st.text())
def test_utf_8_needs_no_guess(text: str) -> None:
    if not any(letter < " " for letter in text) and not text.startswith("\ufeff"):
        assert decode(text.encode("utf-8", "replace"))[1] == ""


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_says_which_encoding_it_is(encoding: str) -> None:
    assert decode(GERMAN.encode(encoding)) == (GERMAN, "")


def test_windows_and_latin_1_are_guessed_and_said() -> None:
    text, warning = decode(GERMAN.encode("cp1252"))
    assert (text, warning) == (GERMAN, "not UTF-8: read as cp1252, save it as UTF-8")


def test_other_alphabets_are_guessed() -> None:
    russian = "Паром ударился о причал. Одиннадцать человек пострадали, сообщила полиция. " * 3
    assert decode(russian.encode("cp1251"))[0] == russian


def test_what_a_page_says_is_no_guess() -> None:
    assert decode("Łódź".encode("iso-8859-2"), "iso-8859-2") == ("Łódź", "")
    assert decode("Mühle".encode("cp1252"), "no-such-thing")[0] == "Mühle"
    assert decode("„Mühle“".encode("cp1252"), "ISO-8859-1") == ("„Mühle“", "")


def test_null_bytes_are_no_text() -> None:
    with pytest.raises(CorpusError, match="binary file: save it as text"):
        decode(b"a\0b")


def test_bytes_of_a_program_are_no_text_and_one_odd_byte_is() -> None:
    with pytest.raises(CorpusError, match="binary file"):
        decode(bytes(range(1, 256)) * 4)
    assert decode(b"It rose.\x02 Then it fell again, and nobody knew why it did so.")[1] == ""
