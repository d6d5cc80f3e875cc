"""Results, their statistics, runs and comparisons of runs."""
