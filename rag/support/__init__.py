"""Does a text support a claim? `rag.supports` is the public function."""
