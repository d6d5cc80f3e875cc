from pathlib import Path

import pytest

from rag.library.spool import IN_MEMORY, Spool
from tests.library.entries import HEIDE, SKELL, entry


def test_it_is_a_list_that_comes_back_as_often_as_it_is_gone_over(tmp_path: Path) -> None:
    values = [entry(HEIDE, (0, 8), (9, 19)), entry(SKELL, (0, 18), key="s")]
    empty = Spool[int](tmp_path)
    assert (len(empty), list(empty), empty[-3:]) == (0, [], [])
    spool = Spool(tmp_path, values[:1])
    assert spool[0] == values[0]
    spool.append(values[1])
    assert list(spool) == list(spool) == values
    assert (spool[-1], spool[:1], spool[1:5]) == (values[1], values[:1], values[1:])
    with pytest.raises(IndexError):
        spool[2]


def test_two_may_go_over_it_at_once_and_it_grows_meanwhile(tmp_path: Path) -> None:
    spool = Spool(tmp_path, range(3))
    seen = []
    for one, other in zip(spool, spool, strict=True):
        assert one == other
        if len(spool) < 5:
            spool.append(len(spool))
        seen.append(one)
    assert seen == [0, 1, 2, 3, 4]


def test_many_values_lie_in_a_file_without_a_name(tmp_path: Path) -> None:
    spool = Spool[bytes](tmp_path)
    block = bytes(IN_MEMORY // 3)
    for number in range(5):
        spool.append(bytes([number]) + block)
    assert [value[0] for value in spool] == list(range(5))
    assert list(tmp_path.iterdir()) == []
    gone = tmp_path / "gone"
    with pytest.raises(FileNotFoundError):
        Spool[bytes](gone).append(bytes(IN_MEMORY + 1))
