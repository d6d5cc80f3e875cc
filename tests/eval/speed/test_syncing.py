from pathlib import Path

from eval.speed.syncing import HashedEmbedder, article, measure


def test_costs_of_syncs_are_measured(tmp_path: Path) -> None:
    costs = measure(tmp_path, 3, HashedEmbedder(), lambda folder: None)
    assert costs.articles == 3
    assert costs.chunks >= 3
    assert 0 < costs.nothing < costs.first
    assert costs.one_percent > 0
    assert costs.memory >= 0


def test_an_article_is_the_same_every_time_and_another_in_each_edition() -> None:
    assert article(7) == article(7) != article(7, edition=1)
    assert len(article(7).split("---", 2)[2].split()) >= 400
