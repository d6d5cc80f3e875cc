"""An answer printed: laid out once in blocks.py, printed as text, Markdown and JSON."""
