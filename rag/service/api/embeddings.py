"""Vectors of texts, by the model that the library is searched with."""

import base64
from typing import Any

from rag.service.api.chat_sent import EmbeddingsSent
from rag.ui.session import Provider


def embeddings_of(sent: EmbeddingsSent, provider: Provider) -> dict[str, Any]:
    """Return the vectors of texts as OpenAI has them.

    Args:
        sent: the texts; as base64 a vector is its little-endian 32-bit floats.
        provider: returns the chatbot, whose embedding model is asked.
    """
    embedder = provider().searcher.embedder
    texts = sent.texts()
    vectors = [encoding.dense for encoding in embedder.encode(texts)]
    as_text = sent.encoding_format == "base64"
    tokens = sum(embedder.count_tokens(texts))
    return {
        "object": "list",
        "model": embedder.name,
        "data": [
            {
                "object": "embedding",
                "index": index,
                "embedding": base64.b64encode(vector.astype("<f4").tobytes()).decode()
                if as_text
                else vector.tolist(),
            }
            for index, vector in enumerate(vectors)
        ],
        "usage": {"prompt_tokens": tokens, "total_tokens": tokens},
    }
