"""Files into articles: one small module per format, the only place that reads article files."""

from rag.loading.files import FileRead, discover, read_file

__all__ = ["FileRead", "discover", "read_file"]
