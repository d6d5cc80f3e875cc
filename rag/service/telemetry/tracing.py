"""Spans for OpenTelemetry: a request, its question, each stage of it; a sync with its phases.

Where no variable of OpenTelemetry asks for spans, nothing of it is imported.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from rag.core.timing import Around
from rag.errors import SettingsError

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SpanExporter
    from opentelemetry.trace import Span

_ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
_EXPORTER = "OTEL_TRACES_EXPORTER"
_PROTOCOLS = ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL")
_NAME = "OTEL_SERVICE_NAME"

Told = Mapping[str, str | int | float | bool]
"""What is told of a span."""


class Spans:
    """Makes spans. One that is made while a request is answered stands below the request's."""

    def __init__(self, provider: "TracerProvider") -> None:
        self._provider = provider
        self._tracer = provider.get_tracer("footnote")
        self._request: ContextVar[Span | None] = ContextVar("request_span", default=None)

    def begin(self, name: str, told: Told, below: "Span | None" = None) -> "Span":
        """Begin a span below another, by default below the request's; who begins it ends it."""
        from opentelemetry.trace import set_span_in_context

        above = below or self._request.get()
        context = set_span_in_context(above) if above else None
        return self._tracer.start_span(name, context, attributes=dict(told))

    @contextmanager
    def request(self, name: str, headers: Mapping[str, str]) -> Iterator["Span"]:
        """Stand around a request; where its headers name a trace of the caller, it goes on."""
        from opentelemetry.propagate import extract
        from opentelemetry.trace import SpanKind

        span = self._tracer.start_span(name, extract(headers), SpanKind.SERVER)
        token = self._request.set(span)
        try:
            yield span
        except Exception as error:
            fail(span, error)
            raise
        finally:
            self._request.reset(token)
            span.end()

    def stages(self, below: "Span") -> Around:
        """Return what stands around each stage of what a span is about."""
        opened = [below]

        @contextmanager
        def stage(name: str) -> Iterator[None]:
            span = self.begin(name, {}, opened[-1])
            opened.append(span)
            try:
                yield
            except Exception as error:
                fail(span, error)
                raise
            finally:
                opened.remove(span)
                span.end()

        return stage

    def close(self) -> None:
        """Send what is not sent yet; it takes no more spans."""
        self._provider.shutdown()


def fail(span: "Span", error: BaseException) -> None:
    """Mark a span as failed; of the error only its kind is told, its words may quote a question."""
    from opentelemetry.trace import Status, StatusCode

    span.set_status(Status(StatusCode.ERROR, type(error).__name__))


def wanted(environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether the variables of OpenTelemetry ask for traces.

    >>> wanted({}), wanted({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"})
    (False, True)
    """
    if environ.get("OTEL_SDK_DISABLED", "").lower() == "true":
        return False
    if named := environ.get(_EXPORTER, ""):
        return named != "none"
    return any(environ.get(name) for name in _ENDPOINTS)


def spans_of_environment() -> Spans | None:
    """Return what makes and sends spans as the variables of OpenTelemetry say; None where none do.

    Raises:
        SettingsError: when the packages are missing, or an exporter is not known.
    """
    if not wanted():
        return None
    try:
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor

        exporter = _exporter()
    except ModuleNotFoundError as error:
        raise SettingsError(
            "traces need packages that are missing: pip install 'footnote-rag[otel]', or unset "
            f"{_EXPORTER} and {_ENDPOINTS[0]}"
        ) from error
    resource = Resource.create({"service.name": os.environ.get(_NAME) or "footnote"})
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    return Spans(provider)


def _exporter() -> "SpanExporter":
    name = os.environ.get(_EXPORTER) or "otlp"
    if name == "console":
        from opentelemetry.sdk.trace.export import ConsoleSpanExporter

        return ConsoleSpanExporter()
    if name != "otlp":
        raise SettingsError(f"{_EXPORTER}={name!r:.50} is not known: otlp, console or none")
    protocol = next(filter(None, map(os.environ.get, _PROTOCOLS)), "http/protobuf")
    if protocol != "http/protobuf":
        raise SettingsError(f"{_PROTOCOLS[1]}={protocol!r:.50} is not known: http/protobuf")
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    return OTLPSpanExporter()
