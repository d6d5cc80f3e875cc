"""What the passages say to a question or a claim: late interaction, the reader, the support check."""
