"""Spans as they end, kept in memory."""

from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from rag.service.telemetry.tracing import Spans


def kept_spans() -> tuple[Spans, InMemorySpanExporter]:
    """Return what makes spans, and where they are kept."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    return Spans(provider), exporter


def tree(exporter: InMemorySpanExporter) -> dict[str, list[str]]:
    """Return the names of the spans below each, by its name; those on top are below ""."""
    done: tuple[ReadableSpan, ...] = exporter.get_finished_spans()
    names = {span.context.span_id: span.name for span in done}
    below: dict[str, list[str]] = {}
    for span in sorted(done, key=lambda one: one.start_time):
        above = names.get(span.parent.span_id, "elsewhere") if span.parent else ""
        below.setdefault(above, []).append(span.name)
    return below
