import pytest

from rag.errors import CorpusError
from rag.sources.detecting import BY_NAME, format_of
from rag.sources.reading import read_articles
from tests.sources.samples import damaged, samples

SAMPLES = samples()
SEEDS = 200


def test_there_is_a_sample_of_every_format() -> None:
    assert {format_of(data, name) for name, data in SAMPLES.items()} == set(BY_NAME.values())
    for name, data in SAMPLES.items():
        assert read_articles(data, name).articles, name


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_damaged_file_is_articles_or_a_reason_in_one_line(name: str) -> None:
    for seed in range(SEEDS):
        try:
            reading = read_articles(damaged(SAMPLES[name], seed), name)
        except CorpusError as error:
            lines = [str(error)]
        else:
            assert all(article.text for article in reading.articles.values()), seed
            lines = list(reading.warnings)
        assert all(line and len(line) < 400 and "\n" not in line for line in lines), (seed, lines)
