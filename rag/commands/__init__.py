"""Commands of the command line, by what they are about; `rag.cli` puts them together."""
