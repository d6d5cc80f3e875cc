from rag.core.request import Request, Task


def test_a_request_knows_what_kind_of_work_it_is() -> None:
    assert Request(Task.HELP, "Hi", "Hi").is_talk
    assert Request(Task.TIMELINE, "Q", "Q").is_overview
    assert not Request(Task.ARTICLES, "Q", "Q").is_overview
    two = Request(Task.ANSWER, "Q", "Q", ("whole", "one", "two"))
    assert two.parts == ("one", "two")
    assert two.has_parts
    assert not Request(Task.ANSWER, "Q", "Q", ("whole", "follow-up")).has_parts
