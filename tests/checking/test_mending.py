import rag
from rag.checking.mending import diff_of, fix_quotes

TEXT = (
    'Aalto said: "There is no second, dearer tram in the drawer."\n'
    '"There is no second, cheaper tram in the drawer," said Olaf Bremer.\n'
)


def test_altered_words_are_put_right_and_nothing_else(small_bot: rag.Chatbot) -> None:
    checked = small_bot.check(TEXT, name="draft.md")
    mended = fix_quotes(checked)
    assert mended.text == TEXT.replace("dearer", "cheaper")
    assert len(mended.places) == 1
    diff = diff_of(checked, mended)
    assert diff.startswith("--- draft.md\n+++ draft.md\n@@ ")
    assert '-Aalto said: "There is no second, dearer' in diff
    assert small_bot.check(mended.text).sentences[0].verdict == "supported"


def test_where_nothing_is_wrong_nothing_changes(small_bot: rag.Chatbot) -> None:
    checked = small_bot.check("Nothing is quoted here.")
    assert fix_quotes(checked).text == checked.text
    assert diff_of(checked, fix_quotes(checked)) == ""
