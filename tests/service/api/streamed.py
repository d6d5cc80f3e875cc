"""Events that a served app sends, read by a client."""

import json

import httpx


def events(http: httpx.Client, route: str, **asked: object) -> list[tuple[str, dict]]:
    """Ask a route; return its events, each with its name and its JSON."""
    several = []
    with http.stream("POST" if asked else "GET", route, json=asked or None) as reply:
        assert reply.headers["content-type"].startswith("text/event-stream")
        name = ""
        for line in reply.iter_lines():
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            elif line.startswith("data: "):
                several.append((name, json.loads(line.removeprefix("data: "))))
    return several
