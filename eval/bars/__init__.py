"""What the numbers are held against: targets, gates, published points."""
