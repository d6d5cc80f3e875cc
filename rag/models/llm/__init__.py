"""Language models: which one is set, a GGUF file on this machine, calls within a time."""
