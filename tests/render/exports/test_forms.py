import json
from collections.abc import Callable

import pytest

from rag.errors import SettingsError
from rag.render.exports.forms import Format, as_format, export_answers, format_of
from rag.render.json import answer_json
from tests.render.exports.samples import AS_OF, CONVERSATION, FACT

TEXTS = [form for form in Format if form is not Format.DOCX]


@pytest.mark.parametrize("form", TEXTS)
def test_a_conversation_of_every_kind_of_answer(
    golden: Callable[[str, str], None], form: Format
) -> None:
    shown = export_answers(CONVERSATION, form, title="Heide", as_of=AS_OF).decode()
    golden(shown.replace("\r\n", "\n").removesuffix("\n"), f"handout-{form}.txt")


@pytest.mark.parametrize("form", Format)
def test_the_same_answers_give_the_same_bytes(form: Format) -> None:
    first = export_answers(CONVERSATION, form, title="Heide", as_of=AS_OF)
    assert first == export_answers(list(CONVERSATION), str(form), title="Heide", as_of=AS_OF)


def test_json_is_the_one_schema() -> None:
    assert export_answers(FACT, "json").decode() == answer_json(FACT) + "\n"
    several = json.loads(export_answers(CONVERSATION, "json"))
    assert several == [json.loads(answer_json(answer)) for answer in CONVERSATION]


def test_a_name_ends_in_its_format() -> None:
    assert format_of("a/b.MD") is Format.MARKDOWN
    assert [format_of(f"a.{form}") for form in ("htm", "txt", "csl")] == ["html", "text", "csl"]
    with pytest.raises(SettingsError, match="no format 'odt': choose one of text, markdown"):
        format_of("a.odt")
    with pytest.raises(SettingsError, match="no format ''"):
        as_format("")
