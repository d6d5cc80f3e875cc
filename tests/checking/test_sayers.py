import rag
from rag.core.checked import SentenceVerdict as Verdict


def test_words_of_somebody_else_are_contradicted_without_quotation_marks(
    small_bot: rag.Chatbot,
) -> None:
    wrong = "Karin Osterholm said that there is no second, cheaper tram in the drawer."
    (sentence,) = small_bot.check(wrong).sentences
    assert sentence.verdict is Verdict.CONTRADICTED
    assert [(one.kind, one.says) for one in sentence.conflicts] == [("name", "Karin Osterholm")]
    right = wrong.replace("Karin Osterholm", "Ruth Aalto")
    assert small_bot.check(right).sentences[0].verdict is Verdict.SUPPORTED
