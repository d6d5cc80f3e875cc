"""The nouns: frozen values that every other room passes along. No file, no model, no framework."""
