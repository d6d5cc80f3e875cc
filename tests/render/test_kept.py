import json
from dataclasses import replace
from datetime import UTC, datetime

from rag.core.conversation import Conversation, ConversationInfo, KeptTurn, TurnState
from rag.core.corpus import Filter
from rag.render.json import answer_dict
from rag.render.kept import conversation_json, conversation_text, infos_json, infos_text
from rag.render.reading import read_answer
from rag.render.terminal import answer_text
from tests.render.samples import ANSWER

NOW = datetime(2026, 11, 27, 12, 30, 5, 7)
FIRST = KeptTurn("a", "", "Where\n\x1b[31mare?", Filter(), False, TurnState.DONE, NOW, ANSWER)
SECOND = KeptTurn("b", "a", "Why?", Filter(outlets=("X",)), True, TurnState.ASKING, NOW)
OTHER = replace(SECOND, id="c", question="How?", state=TurnState.FAILED, problem="No model.")
INFO = ConversationInfo("talk", "Where \x1b[31mare?", NOW, NOW, 3)
TALK = Conversation(INFO, (FIRST, SECOND, OTHER), "b")


def test_a_conversation_as_json_has_all_branches() -> None:
    talk = json.loads(conversation_json(TALK))
    first, second, other = talk.pop("turns")
    moment = NOW.replace(tzinfo=UTC).isoformat()
    assert talk == {
        "id": "talk",
        "title": INFO.title,
        "created": moment,
        "changed": moment,
        "leaf": "b",
    }
    assert first["answer"] == answer_dict(ANSWER)
    assert read_answer(json.dumps(first["answer"])) == replace(ANSWER, confidence=0.8765)
    assert (second["parent"], second["state"], second["answer"]) == ("a", "asking", None)
    assert (second["filter"]["outlets"], second["literal"]) == (["X"], True)
    assert other["problem"] == "No model."
    assert datetime.fromisoformat(other["asked"]).replace(tzinfo=None) == NOW


def test_a_conversation_for_the_terminal_is_the_path_that_is_shown() -> None:
    title, question, rest = conversation_text(TALK).split("\n\n", 2)
    assert (title, question) == ("Where [31mare?", "> Where [31mare?")
    assert rest == f"{answer_text(ANSWER)}\n\n> Why?\n\n(still asked)"
    assert conversation_text(replace(TALK, leaf="c")).endswith("> How?\n\n(No model.)")
    stopped = replace(SECOND, state=TurnState.STOPPED)
    assert conversation_text(replace(TALK, turns=(FIRST, stopped))).endswith("(stopped)")


def test_a_list_is_a_line_each() -> None:
    assert infos_text([INFO]) == "talk  2026-11-27 12:30  Where [31mare?"
    (info,) = json.loads(infos_json([INFO]))
    assert (info["id"], info["turns"]) == ("talk", 3)
    assert infos_json([]) == "[]"
