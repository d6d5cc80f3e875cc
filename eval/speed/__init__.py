"""Timings in processes of their own."""
