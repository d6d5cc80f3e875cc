from rag.progress import Bar, track


def test_a_bar_shows_how_far_it_is_on_stderr(capsys):
    with Bar() as bar:
        bar.show(20, 50)
        bar.show(50, 50)
    said = capsys.readouterr()
    assert said.out == ""
    assert "indexing" in said.err
    assert "50/50" in said.err


def test_no_bar_where_nothing_is_embedded(capsys):
    with Bar():
        pass
    assert capsys.readouterr() == ("", "")


def test_what_is_tracked_passes_unchanged(capsys):
    assert list(track("abc")) == ["a", "b", "c"]
    said = capsys.readouterr()
    assert (said.out, "3/3" in said.err) == ("", True)
