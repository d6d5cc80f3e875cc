import json

from rag.service.api.events import event


def test_an_event_is_one_line_of_json_whatever_it_holds() -> None:
    data = {"text": "one\n\ndata: two\r\u2028"}
    name, line, *rest = event(data, "answer").split("\n")
    assert (name, rest) == ("event: answer", ["", ""])
    assert json.loads(line.removeprefix("data: ")) == data
