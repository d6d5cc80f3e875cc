"""When something happened, as far as it is known. Pure."""

When = tuple[int, int, int]
"""Year, month and day; a part that is not known is 0."""
NEVER: When = (0, 0, 0)
