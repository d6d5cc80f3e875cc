"""Train the reader: `make train`."""
