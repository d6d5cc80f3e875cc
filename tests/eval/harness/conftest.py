"""A small collection of documents, indexed once."""

from collections.abc import Iterator

import pytest

from eval.harness.datasets import Document
from eval.harness.retrieval import Collection
from eval.harness.suite import Task
from rag.settings import Settings

DOCUMENTS = [
    Document("pets: 1", "Cats", "The cat sleeps in a basket by the stove. It eats fish."),
    Document(
        "trains",
        "Railways",
        "The night train from Oslo to Bergen crosses the high plateau in winter.",
    ),
    Document("cafe", "", "The cafe\u0301 by the harbour opens at seven and serves rye bread."),
    Document(
        "bees",
        "Bees",
        " ".join(f"Bees of hive {number} collect nectar from heather." for number in range(80)),
    ),
    *(
        Document(
            f"street {n}", f"Street {n}", f"Lamp {n} of street {n} burns until {n % 12} o'clock."
        )
        for n in range(60)
    ),
]


@pytest.fixture(scope="session")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    with Collection(Task(tmp_path_factory.mktemp("data"), Settings()), "toy", DOCUMENTS) as opened:
        yield opened
