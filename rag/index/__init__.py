"""The derived indexes and the sync that keeps them equal to the articles."""
