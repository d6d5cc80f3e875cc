from rag.ui.jobs import Jobs


def test_all_work_of_a_session_stops_and_no_other() -> None:
    jobs = Jobs()
    with jobs.work("left") as first, jobs.work("left") as second, jobs.work("here") as other:
        jobs.stop("left")
        assert [job.is_set() for job in (first, second, other)] == [True, True, False]


def test_work_that_has_ended_is_not_stopped() -> None:
    jobs = Jobs()
    with jobs.work("left") as ended:
        pass
    jobs.stop("left")
    jobs.stop("unknown")
    assert not ended.is_set()
    with jobs.work("left") as later:
        assert not later.is_set()
