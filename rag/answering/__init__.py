"""From passages to an answer, or to an honest refusal."""
