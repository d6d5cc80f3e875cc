from rag.ui.listeners import Listeners
from tests.ui.loop import in_its_own_loop


@in_its_own_loop
async def test_a_session_listens_while_one_of_its_streams_is_open() -> None:
    listeners = Listeners()
    assert not await listeners.hears("a", within=0.01)
    with listeners.listening("a"):
        with listeners.listening("a"):
            assert await listeners.hears("a", within=0)
        assert await listeners.hears("a", within=0)
        assert not await listeners.hears("b", within=0)
    assert not await listeners.hears("a", within=0)
