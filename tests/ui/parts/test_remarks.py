import json
from dataclasses import replace
from datetime import date

from rag.core.answer import Answer, Sentence
from rag.core.usage import Usage
from rag.ui.catalogue import catalogue
from rag.ui.parts.remarks import article_byline, judged_json, written_remarks
from tests.ui.tree import EN, info

ANSWER = Answer("When?", "When? The tram.", confidence=0.5)


def test_what_a_model_wrote_says_so_and_what_it_took() -> None:
    usage = Usage(calls=1, input_tokens=1200, output_tokens=30, cost=0.01)
    one = replace(ANSWER, written=True, usage=usage)
    said = list(written_remarks(replace(one, sentences=(Sentence("It opened.", (1,)),)), EN))
    assert next(written_remarks(one, EN)) == EN("written_not_checked")
    assert said == [EN("written"), "1,200 tokens read, 30 written, 0.0100 in all."]
    assert list(written_remarks(ANSWER, EN)) == []


def test_the_model_is_named_and_whether_its_words_were_checked() -> None:
    taken = Usage(calls=1, input_tokens=9, output_tokens=3)
    one = replace(ANSWER, written=True, model="openai:x", usage=taken, seconds={"write": 1.26})
    checked = replace(one, sentences=(Sentence("It opened.", (1,)),))
    assert list(written_remarks(checked, catalogue("de"))) == [
        "Geschrieben von openai:x, Satz für Satz an den Fußnoten geprüft.",
        "9 Tokens gelesen, 3 geschrieben, 1,3 s.",
    ]
    assert next(written_remarks(one, EN)) == "Written by openai:x, not checked."


def test_a_byline_has_what_is_known() -> None:
    about = replace(info(), outlet="Courier", published=date(2026, 9, 7))
    assert article_byline(about, EN) == "Courier · 7 September 2026"
    assert article_byline(about, catalogue("de")) == "Courier · 7. September 2026"
    assert article_byline(replace(about, published=None), EN) == "Courier"


def test_a_judged_answer_is_named_by_what_was_asked_and_said() -> None:
    assert json.loads(judged_json(ANSWER)) == {
        "question": "When?", "standalone": "When? The tram.", "abstained": False,
        "confidence": 0.5, "answer": ANSWER.text,
    }  # fmt: skip
