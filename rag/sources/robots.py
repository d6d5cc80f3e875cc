"""robots.txt as RFC 9309 says: what a host lets programs fetch.

Patterns are matched piece by piece in linear time: a hostile one costs no more than a long one.
"""

from dataclasses import dataclass

AGENT = "footnote"
"""Our name in a robots.txt."""
MOST_BYTES = 500_000
"""Bytes of a robots.txt that are read; what is behind them does not count."""


@dataclass(frozen=True, slots=True)
class Robots:
    """What a host allows.

    Attributes:
        rules: patterns of paths, each with whether it allows them.
        delay: seconds between two requests that it asks for; 0 where it does not.
    """

    rules: tuple[tuple[str, bool], ...] = ()
    delay: float = 0

    def allows(self, path: str) -> bool:
        r"""Tell whether a path, with its query, may be fetched: the longest pattern decides.

        >>> robots = parse_robots("User-agent: *\nDisallow: /a\nAllow: /a/b*.html$")
        >>> robots.allows("/a/c"), robots.allows("/a/b1.html"), robots.allows("/b")
        (False, True, True)
        """
        found = [(len(rule), allowed) for rule, allowed in self.rules if _matches(rule, path)]
        return max(found, default=(0, True))[1]


def parse_robots(text: str, agent: str = AGENT) -> Robots:
    """Return what a robots.txt says to one program, or to all where it does not name it."""
    groups: dict[str, list[tuple[str, str]]] = {}
    named: list[str] = []
    in_rules = False
    for line in text[:MOST_BYTES].splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            named = [] if in_rules else named
            in_rules = False
            named.append(value.lower().partition("/")[0])
            groups.setdefault(named[-1], [])
        elif key in ("allow", "disallow", "crawl-delay"):
            in_rules = True
            for name in named:
                groups[name].append((key, value))
    lines = groups.get(agent, groups.get("*", []))
    rules = tuple((value, key == "allow") for key, value in lines if value and key in _RULES)
    delays = [_seconds(value) for key, value in lines if key == "crawl-delay"]
    return Robots(rules, max(delays, default=0))


_RULES = ("allow", "disallow")


def _matches(pattern: str, path: str) -> bool:
    """Tell whether a path begins with a pattern: "*" is anything, "$" at the end is the end."""
    to_end = pattern.endswith("$")
    first, *pieces = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    last = pieces.pop() if pieces and to_end else None
    for piece in pieces:
        at = path.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    if last is not None:
        return len(path) - at >= len(last) and path.endswith(last)
    return not to_end or at == len(path)


def _seconds(value: str) -> float:
    try:
        return min(60.0, max(0.0, float(value)))
    except ValueError:
        return 0
