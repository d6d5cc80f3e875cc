"""Train the cross-encoder: `make train`."""
