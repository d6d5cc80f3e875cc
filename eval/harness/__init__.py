"""What suites share."""
