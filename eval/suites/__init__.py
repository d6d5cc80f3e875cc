"""The benchmark suites by name; a new one is a module and a line here."""

from eval.suites import speed, starter
from eval.suites.suite import Suite

SUITES: dict[str, Suite] = {
    "starter": starter.run,
    "speed": speed.run,
}
