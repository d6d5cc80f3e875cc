"""The small encoder agrees with sentence-transformers, on questions and on passages."""

import json
from collections.abc import Callable
from itertools import islice

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from eval.harness.datasets import DEFAULT_DATA
from eval.harness.starter import CORPUS, QUESTIONS
from rag.core.article import Article
from rag.language.sentences import sentence_spans
from rag.models import text_models
from rag.models.default_model import default_folder
from rag.models.embedding import Embedder, Vectors

PASSAGES = 1_000
LONGEST = 80
"""Characters of a passage, so that a thousand of them take seconds."""
DTYPES = [torch.float32, torch.bfloat16]


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Every question of the starter corpus, and passages: abstracts where they are at hand."""
    questions = [json.loads(line)["question"] for line in QUESTIONS.read_text().splitlines()]
    return questions + passages()


def passages() -> list[str]:
    scifact = DEFAULT_DATA / "scifact" / "corpus.jsonl"
    if scifact.is_file():
        with scifact.open(encoding="utf-8") as file:
            taken = [json.loads(line) for line in islice(file, PASSAGES)]
        made = [f"{one['title']}\n{one['text']}"[:LONGEST] for one in taken]
    else:
        articles = [Article(path.read_text()) for path in sorted(CORPUS.glob("2*.md"))]
        sentences = [
            span.slice(article.text)
            for article in articles
            for span in sentence_spans(article.text)
        ]
        made = [f"{one} {other}" for one in sentences for other in sentences][:PASSAGES]
    assert len(made) == PASSAGES
    return made


@pytest.fixture(scope="module")
def reference() -> Callable[[torch.dtype, list[str]], NDArray[np.float32]]:
    """What sentence-transformers makes of texts."""

    def encode(dtype: torch.dtype, texts: list[str]) -> NDArray[np.float32]:
        model = SentenceTransformer(
            str(default_folder()),
            device="cpu",
            local_files_only=True,
            model_kwargs={"dtype": dtype},
        )
        vectors = model.encode(texts, convert_to_tensor=True, show_progress_bar=False).float()
        return torch.nn.functional.normalize(vectors, dim=-1).numpy()

    return encode


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
def test_vectors_are_those_of_sentence_transformers(
    dtype: torch.dtype,
    texts: list[str],
    reference: Callable[[torch.dtype, list[str]], NDArray[np.float32]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(text_models, "working_dtype", lambda: dtype)
    embedder = Embedder()
    ours: Vectors = np.stack([encoding.dense for encoding in embedder.encode(texts)])
    cosines = (ours * reference(dtype, texts)).sum(axis=1)
    assert cosines.min() > 0.9999
