"""A run that was killed, wherever it was, goes on as if it had not been."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

keras = pytest.importorskip("keras")

from tests.training.hands import font_digit  # noqa: E402
from training import backup, fit  # noqa: E402
from training.config import Config  # noqa: E402
from training.dataset import Samples  # noqa: E402
from training.run import history  # noqa: E402

# Keras reads TensorFlow's variables in a way that NumPy 2 finds old.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
CONFIG = Config(epochs=3, samples=32, batch=16, widths=(4, 4, 4), residuals=(0, 0, 0), dropout=0.5)
LABELS = np.arange(40) % 10
SAMPLES = Samples(
    np.stack([font_digit(digit, np.random.default_rng(i)) for i, digit in enumerate(LABELS)]),
    LABELS.astype(np.uint8),
    np.ones(40),
)


class Killed(Exception):
    """As by a signal: nothing is done afterwards."""


def trained(folder: Path) -> Any:
    folder.mkdir(exist_ok=True)
    return fit.fit(CONFIG, SAMPLES, {"digits": SAMPLES}, folder)


def figures(folder: Path) -> list[dict[str, str]]:
    """The history, less how long it took."""
    return [{**epoch, "seconds": ""} for epoch in history(folder)]


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    folder = tmp_path_factory.mktemp("runs") / "whole"
    return folder, trained(folder)


def dies(of: str, epoch: int) -> Callable[[pytest.MonkeyPatch], None]:
    """What makes a run die before, while or after its state is kept at the end of an epoch."""

    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        keep = backup.Backup.on_epoch_end

        def on_epoch_end(self: backup.Backup, number: int, logs: Any = None) -> None:
            if number + 1 != epoch:
                return keep(self, number, logs)
            if of == "while":
                self.folder.mkdir(exist_ok=True)
                (self.folder / "part.weights.h5").write_bytes(b"\x89HDF")
            elif of == "after":
                keep(self, number, logs)
            raise Killed

        monkeypatch.setattr(backup.Backup, "on_epoch_end", on_epoch_end)

    return patch


@pytest.mark.training
@pytest.mark.parametrize(("of", "epoch"), [("while", 2), ("after", 1)])
def test_it_goes_on_as_if_it_had_not_been_killed(
    uninterrupted: tuple[Path, Any], tmp_path: Path, of: str, epoch: int
) -> None:
    folder = tmp_path / "run"
    with pytest.MonkeyPatch.context() as monkeypatch:
        dies(of, epoch)(monkeypatch)
        with pytest.raises(Killed):
            trained(folder)
    assert len(history(folder)) == epoch
    model = trained(folder)
    whole_folder, whole = uninterrupted
    assert figures(folder) == figures(whole_folder)
    assert len(history(folder)) == 3
    for weights, expected in zip(model.get_weights(), whole.get_weights(), strict=True):
        assert weights == pytest.approx(expected, abs=1e-6)


@pytest.mark.training
def test_one_state_is_kept_and_none_of_a_finished_run(uninterrupted: tuple[Path, Any]) -> None:
    folder, _ = uninterrupted
    assert [path.name for path in (folder / "backup").iterdir()] == ["0003.weights.h5"]
    backup.forget(folder)
    assert not (folder / "backup").exists()
    backup.forget(folder)


@pytest.mark.training
@pytest.mark.parametrize("devices", [3, 7, 16])
def test_however_many_pictures_there_are_devices_can_share_them(
    monkeypatch: pytest.MonkeyPatch, devices: int
) -> None:
    keras.utils.set_random_seed(1)
    model = fit.build((4, 4, 4), (0, 0, 0))
    logits, predict = fit.predict(model, SAMPLES.pixels), model.predict
    sizes: list[int] = []

    def shared(pictures: np.ndarray, batch: int, **how: Any) -> Any:
        sizes.extend(min(batch, len(pictures) - at) for at in range(0, len(pictures), batch))
        return predict(pictures, batch, **how)

    monkeypatch.setattr(fit, "_device_count", lambda: devices)
    monkeypatch.setattr(model, "predict", shared)
    found = fit.predict(model, SAMPLES.pixels)
    assert found.shape == (40, 11)
    assert found == pytest.approx(logits, abs=1e-5)
    assert all(size % devices == 0 for size in sizes)
