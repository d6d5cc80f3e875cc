"""What computes: the embedding model, the cross-encoder, language models, fitted probabilities."""
