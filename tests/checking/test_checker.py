import pytest

import rag
from rag.checking.draft import DraftText


def test_a_filter_limits_what_a_text_is_held_against(small_bot: rag.Chatbot) -> None:
    text = "The council approved the tram line to Nordfeld with 31 votes to 29."
    assert small_bot.check(text).passes
    checked = small_bot.check(text, rag.Filter(outlets="Daily"), name="draft")
    assert not checked.passes
    assert (checked.name, checked.articles) == ("draft", 2)


def test_marks_are_not_read(small_bot: rag.Chatbot) -> None:
    text = "The trip from the main station to Nordfeld takes **19 minutes**."
    shown = text.replace("*", " ")
    checked = small_bot.check_draft(DraftText(text, "", shown, as_written=True))
    assert checked.sentences[0].text == text
    assert checked.passes


def test_what_is_no_text_is_refused(small_bot: rag.Chatbot) -> None:
    with pytest.raises(rag.RagError, match="no word"):
        small_bot.check("?!")


def test_progress_is_told_by_sentence(small_bot: rag.Chatbot) -> None:
    told: list[tuple[int, int]] = []
    small_bot.check("It rose. It fell.", progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 2), (1, 2), (2, 2)]


def test_a_check_can_be_ended(small_bot: rag.Chatbot) -> None:
    def end(done: int, total: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        small_bot.check("It rose. It fell.", progress=end)
    assert small_bot.check("It rose.").sentences, "the library was let go"
