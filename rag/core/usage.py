"""What a language model took."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Usage:
    """What a language model took for an answer; nothing where `calls` is 0.

    Attributes:
        calls: of the model.
        input_tokens: tokens it read.
        output_tokens: tokens it wrote.
        cost: money, where prices are set; None where they are not.
    """

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float | None = None

    def __add__(self, other: "Usage") -> "Usage":
        """Return both together."""
        costs = [cost for cost in (self.cost, other.cost) if cost is not None]
        return Usage(
            self.calls + other.calls,
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            sum(costs) if costs else None,
        )
