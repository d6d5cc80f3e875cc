import pytest

from eval.speed.processes import time_python, time_rag


def test_a_process_is_timed_from_its_start_to_its_end() -> None:
    nothing = time_python("pass")
    assert 0 < nothing < 60
    assert time_python("import sys; sys.exit(int(sys.argv[1]))", 3, code=3) > 0


def test_an_exit_code_that_is_not_expected_is_told() -> None:
    with pytest.raises(RuntimeError, match="no such"):
        time_python("import sys; sys.exit('no such thing')")
    with pytest.raises(RuntimeError, match="failed"):
        time_rag("--help", code=1)
