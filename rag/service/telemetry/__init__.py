"""What a running service tells of itself: log lines, metrics, traces; never what was asked.

logs.py      how log lines look, and what never stands in one
metrics.py   the numbers that Prometheus reads at /metrics
tracing.py   spans for OpenTelemetry, where its variables ask for them
observing.py tells the three of answers and syncs: steps.py and phases.py watch one of each
requests.py  watches every request of an app
"""
