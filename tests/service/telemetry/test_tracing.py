import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.trace import StatusCode

from rag.errors import SettingsError
from rag.service.telemetry.tracing import fail, spans_of_environment, wanted
from tests.service.telemetry.spans import kept_spans, tree


class Receiver(ThreadingHTTPServer):
    """Takes spans by OTLP over HTTP."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.got: list[ExportTraceServiceRequest] = []


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Receiver)
        assert self.path == "/v1/traces"
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append(ExportTraceServiceRequest.FromString(body))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_spans_are_sent_where_the_environment_says(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{receiver.server_port}")
    monkeypatch.setenv("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=test")
    spans = spans_of_environment()
    assert spans
    spans.begin("question", {"footnote.door": "page"}).end()
    spans.close()
    (sent,) = receiver.got
    (of_service,) = sent.resource_spans
    about = {one.key: one.value.string_value for one in of_service.resource.attributes}
    assert about["service.name"] == "footnote"
    assert about["deployment.environment"] == "test"
    assert [span.name for one in of_service.scope_spans for span in one.spans] == ["question"]


@pytest.mark.parametrize(
    ("environ", "is_wanted"),
    [
        ({}, False),
        ({"OTEL_SERVICE_NAME": "x"}, False),
        ({"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://127.0.0.1:1"}, True),
        ({"OTEL_TRACES_EXPORTER": "otlp"}, True),
        ({"OTEL_TRACES_EXPORTER": "none", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://x"}, False),
        ({"OTEL_TRACES_EXPORTER": "otlp", "OTEL_SDK_DISABLED": "True"}, False),
    ],
)
def test_the_environment_says_whether_there_are_spans(
    environ: dict[str, str], is_wanted: bool
) -> None:
    assert wanted(environ) is is_wanted


@pytest.mark.parametrize(
    ("name", "value"),
    [("OTEL_TRACES_EXPORTER", "zipkin"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")],
)
def test_what_is_not_known_is_told(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1")
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=rf"{name}='{value}' is not known"):
        spans_of_environment()


def test_missing_packages_name_their_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_TRACES_EXPORTER", "otlp")
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    with pytest.raises(SettingsError, match=r"pip install 'footnote-rag\[otel\]'"):
        spans_of_environment()


def test_without_them_nothing_of_opentelemetry_is_imported() -> None:
    code = (
        "import sys\n"
        "from rag.service.telemetry.tracing import spans_of_environment\n"
        "assert spans_of_environment() is None\n"
        "print([name for name in sys.modules if name.startswith('opentelemetry')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_trace_of_the_caller_goes_on_and_a_failure_is_told_by_its_kind() -> None:
    spans, exporter = kept_spans()
    trace = "0af7651916cd43dd8448eb211c80319c"
    headers = {"traceparent": f"00-{trace}-b7ad6b7169203331-01"}

    def ask() -> None:
        with spans.request("POST", headers):
            spans.begin("question", {}).end()
            raise OSError("what was asked stands here")

    with pytest.raises(OSError, match="stands here"):
        ask()
    spans.begin("sync", {}).end()
    assert tree(exporter) == {"elsewhere": ["POST"], "POST": ["question"], "": ["sync"]}
    question, post, _ = exporter.get_finished_spans()
    assert f"{post.context.trace_id:032x}" == f"{question.context.trace_id:032x}" == trace
    assert (post.status.status_code, post.status.description) == (StatusCode.ERROR, "OSError")


def test_stages_stand_below_what_they_are_part_of_also_when_they_fail() -> None:
    spans, exporter = kept_spans()
    whole = spans.begin("question", {})
    stage = spans.stages(whole)
    with stage("write"), stage("check"):
        pass

    def search() -> None:
        with stage("search"):
            raise OSError

    with pytest.raises(OSError):  # noqa: PT011
        search()
    fail(whole, ValueError())
    whole.end()
    assert tree(exporter) == {"": ["question"], "question": ["write", "search"], "write": ["check"]}
