"""The two indexes of a generation, both derived from the catalog, and what they were made with."""
