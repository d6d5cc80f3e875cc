"""Two documents, for timings."""

from eval.harness.datasets import Document

DOCUMENTS = [
    Document("1", 'The "dry" plant: Heide', "The plant in Heide opened in 2021. It makes cells."),
    Document(
        "2", "Whales", "A blue whale weighs up to 150 tonnes. Its heart beats twice a minute."
    ),
]
