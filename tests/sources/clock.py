"""A clock that a test sets."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from rag.sources.manners import Clock


@dataclass
class SetClock:
    """Days and seconds; waiting takes no time but is written down."""

    day: datetime = datetime(2026, 3, 1, 8, tzinfo=UTC)
    seconds: float = 0
    waited: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.seconds += seconds

    def pass_days(self, days: int) -> None:
        self.day += timedelta(days=days)

    def clock(self) -> Clock:
        return Clock(lambda: self.day, lambda: self.seconds, self.sleep)
