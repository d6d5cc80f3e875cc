from rag.core.corpus import Filter
from rag.service.api.sent import AskSent


def test_limits_become_a_filter() -> None:
    sent = AskSent(question="Who?", where={"outlets": ["A"], "since": "2026-01-01"})
    assert sent.asked().where == Filter(outlets="A", since="2026-01-01")
