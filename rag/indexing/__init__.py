"""The derived indexes and the sync that keeps them equal to the articles (`rag.index` is the public function)."""
