from datetime import UTC, datetime

from prometheus_client.parser import text_string_to_metric_families

from rag.core.corpus import Facts
from rag.service.telemetry.metrics import Load, Metrics


def samples(metrics: Metrics) -> dict[tuple[str, ...], float]:
    """Return each sample by its name and the values of its labels, in the order of their names."""
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(metrics.text().decode())
        for sample in family.samples
    }


def test_what_is_counted_is_shown() -> None:
    metrics = Metrics()
    metrics.count_request("POST", "/v1/ask", 200, 0.2)
    metrics.count_request("POST", "/v1/ask", 200, 0.02)
    metrics.count_answer("page", "refused", "weak evidence")
    metrics.count_stage("search", 0.004)
    metrics.count_sync("done")
    shown = samples(metrics)
    assert shown["footnote_requests_total", "POST", "/v1/ask", "200"] == 2
    assert shown["footnote_request_seconds_bucket", "0.025", "/v1/ask"] == 1
    assert shown["footnote_request_seconds_count", "/v1/ask"] == 2
    assert shown["footnote_answers_total", "page", "refused", "weak evidence"] == 1
    assert shown["footnote_stage_seconds_bucket", "0.005", "search"] == 1
    assert shown["footnote_syncs_total", "done"] == 1


def test_how_things_stand_is_looked_up_when_it_is_asked_for() -> None:
    metrics = Metrics()
    assert samples(metrics)["footnote_sync_running",] == 0
    synced = datetime(2026, 11, 26, tzinfo=UTC)
    metrics.facts = lambda: {"news": Facts(3, 9, None, None, synced)}
    metrics.loads["page"] = lambda: Load(count=11, at_once=4)
    metrics.syncing = lambda: True
    shown = samples(metrics)
    assert shown["footnote_library_articles", "news"] == 3
    assert shown["footnote_library_chunks", "news"] == 9
    assert shown["footnote_library_synced_timestamp_seconds", "news"] == synced.timestamp()
    assert shown["footnote_questions_running", "page"] == 4
    assert shown["footnote_questions_waiting", "page"] == 7
    assert shown["footnote_sync_running",] == 1


def test_the_memory_and_handles_of_the_process_are_shown() -> None:
    shown = samples(Metrics())
    assert shown["process_resident_memory_bytes",] > 1e6
    assert shown["process_open_fds",] > 2


def test_a_method_that_a_caller_invents_makes_no_label() -> None:
    metrics = Metrics()
    for number in range(50):
        metrics.count_request(f"X{number}", "unknown", 405, 0.01)
    assert samples(metrics)["footnote_requests_total", "other", "unknown", "405"] == 50
