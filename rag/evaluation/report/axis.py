"""The axes of plots: where a value lies on a side, and which round values are marked there."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Axis:
    """A side of a plot.

    Attributes:
        label: what is measured along it, with the unit.
        low: the value at its start; above 0 where the scale is logarithmic.
        high: the value at its end.
        log: whether the scale is logarithmic.
    """

    label: str
    low: float
    high: float
    log: bool = False

    def share(self, value: float) -> float:
        """Return where a value lies: 0 at `low`, 1 at `high`; the ends hold what lies outside."""
        low, high, at = (
            math.log(v) if self.log else v for v in (self.low, self.high, max(value, self.low))
        )
        return min((at - low) / (high - low), 1.0)

    def ticks(self) -> list[float]:
        """Return round values between the ends.

        >>> Axis("share", 0, 1).ticks()
        [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
        >>> Axis("chunks", 1_000, 20_000, log=True).ticks()
        [1000.0, 2000.0, 5000.0, 10000.0, 20000.0]
        """
        if self.log:
            decades = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
            steps = (step * 10.0**decade for decade in decades for step in (1, 2, 5))
            return [step for step in steps if self.low <= step <= self.high]
        rough = (self.high - self.low) / 6
        unit = 10.0 ** math.floor(math.log10(rough))
        step = next(unit * factor for factor in (1, 2, 5, 10) if unit * factor >= rough)
        first, last = math.ceil(self.low / step), math.floor(self.high / step + 1e-9)
        return [round(i * step, 9) for i in range(first, last + 1)]


def short(value: float) -> str:
    """Return a tick's label.

    >>> short(0.2), short(5000), short(1e6)
    ('0.2', '5k', '1M')
    """
    for size, unit in ((1e6, "M"), (1e3, "k")):
        if abs(value) >= size:
            return f"{value / size:g}{unit}"
    return f"{value:g}"
