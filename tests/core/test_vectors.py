from rag.core.vectors import StoredVectors


def test_vectors_are_equal_byte_for_byte() -> None:
    stored = StoredVectors(b"dense", b"tokens", b"offsets")
    assert stored == StoredVectors(b"dense", b"tokens", b"offsets")
    assert stored != StoredVectors(b"dense", b"tokens", b"other")
