import pytest

from rag.sources.robots import parse_robots

ROBOTS = """\ufeff
# a comment
User-agent: other
User-agent: Another/2.0   # two names, one group
Disallow: /

USER-AGENT: *
disallow: /private
Allow: /private/press
Disallow: /*.pdf$
Disallow: /search?q=
Disallow:
Crawl-delay: 2.5
nonsense

User-agent: Footnote
Disallow: /only-us
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/private", False),
        ("/private/a", False),
        ("/private/press/a", True),
        ("/a.pdf", False),
        ("/a.pdf?x", True),
        ("/pdf", True),
        ("/search?q=a", False),
        ("/only-us", True),
    ],
)
def test_the_longest_pattern_decides(path: str, allowed: bool) -> None:
    assert parse_robots(ROBOTS, agent="somebody").allows(path) is allowed


def test_who_is_named_has_a_group_of_their_own() -> None:
    assert not parse_robots(ROBOTS, "another").allows("/a")
    ours = parse_robots(ROBOTS)
    assert not ours.allows("/only-us/a")
    assert ours.allows("/private")
    assert ours.delay == 0
    assert parse_robots(ROBOTS, "somebody").delay == 2.5


def test_two_groups_of_one_name_are_one() -> None:
    robots = parse_robots("User-agent: *\nDisallow: /a\n\nUser-agent: *\nDisallow: /b")
    assert (robots.allows("/a"), robots.allows("/b"), robots.allows("/c")) == (False, False, True)


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("/a*b*c$", "/axxbxxc", True),
        ("/a*b*c$", "/axxbxxcd", False),
        ("/a*b$", "/ab", True),
        ("/ab*b$", "/ab", False),
        ("/a$", "/a", True),
        ("/a$", "/ab", False),
        ("*", "/x", True),
        ("/*/b", "/a/c", False),
        ("/a**", "/a", True),
    ],
)
def test_patterns(pattern: str, path: str, matches: bool) -> None:
    assert parse_robots(f"User-agent: *\nDisallow: {pattern}").allows(path) is not matches


def test_nothing_said_is_all_allowed() -> None:
    for text in ("", "Disallow: /", "User-agent: *", "<html>not found</html>", "Crawl-delay: x"):
        assert parse_robots(text).allows("/a")


def test_a_delay_has_bounds() -> None:
    for text, delay in (("99999", 60), ("-1", 0), ("soon", 0), ("nan", 0), ("inf", 60)):
        assert parse_robots(f"User-agent: *\nCrawl-delay: {text}").delay == delay


def test_onyx_11527_a_hostile_pattern_takes_linear_time() -> None:
    """With a backtracking matcher this would not end."""
    robots = parse_robots("User-agent: *\nDisallow: /" + "*a" * 200_000 + "b$")
    assert robots.allows("/" + "a" * 2000)
