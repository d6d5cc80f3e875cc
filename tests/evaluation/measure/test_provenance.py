import json

from rag.evaluation.measure.provenance import commit, fingerprint, machine
from rag.settings import AnswerSettings, AppSettings, Settings


def test_the_fingerprint_follows_what_affects_results_only() -> None:
    plain = fingerprint(Settings())
    assert plain == fingerprint(Settings(state_dir="elsewhere", app=AppSettings(port=1234)))
    assert plain != fingerprint(Settings(answer=AnswerSettings(words=60)))
    assert len(plain) == 64


def test_provenance_names_the_machine_but_not_its_user() -> None:
    import getpass
    import platform

    told = json.dumps([commit(), machine()])
    assert platform.node() not in told
    assert getpass.getuser() not in told
