import io

import numpy as np
import pytest
from PIL import Image

from training.papers import jpeg, photographed, png, ruled, squared

SEEDS = range(10)
SHEET = Image.new("RGB", (320, 240), (245, 244, 240))


def counted(grey: np.ndarray) -> int:
    """How many dark lines cross a profile."""
    dark = grey < np.median(grey) - 15
    return int(np.count_nonzero(np.diff(dark.astype(int), prepend=0) == 1))


def lines(sheet: Image.Image) -> tuple[int, int]:
    """How many level ones, and how many upright."""
    grey = np.asarray(sheet.convert("L"), float)
    return counted(np.median(grey, axis=1)), counted(np.median(grey, axis=0))


def test_a_ruled_sheet_has_level_lines_alone() -> None:
    for seed in SEEDS:
        level, upright = lines(ruled((450, 300), np.random.default_rng(seed)))
        assert 5 <= level <= 12
        assert upright == 0


def test_a_squared_sheet_has_lines_both_ways_in_squares() -> None:
    for seed in SEEDS:
        level, upright = lines(squared((450, 300), np.random.default_rng(seed)))
        assert upright / level == pytest.approx(1.5, rel=0.15)


def test_a_sheet_has_its_size_and_is_pale() -> None:
    for make in (ruled, squared):
        sheet = make((450, 300), np.random.default_rng(1))
        assert sheet.size == (450, 300)
        assert np.asarray(sheet).min() > 110
        assert np.median(np.asarray(sheet)) > 225


def test_a_photograph_is_darker_noisier_and_as_large_as_its_sheet() -> None:
    for seed in SEEDS:
        photo = photographed(SHEET, np.random.default_rng(seed))
        levels = np.asarray(photo, float)
        assert photo.size == SHEET.size
        assert levels.mean() < np.asarray(SHEET).mean() - 10
        assert np.abs(np.diff(levels, axis=1)).mean() > 1


def test_some_photographs_show_a_table_beside_the_sheet() -> None:
    def edge(seed: int) -> float:
        levels = np.asarray(photographed(SHEET, np.random.default_rng(seed)), float)
        sides = (levels[:3], levels[-3:], levels[:, :3], levels[:, -3:])
        return min(float(side.mean()) for side in sides)

    dark = [edge(seed) < 80 for seed in range(60)]
    assert 8 < sum(dark) < 32


@pytest.mark.parametrize("make", [ruled, squared])
def test_the_same_seed_gives_the_same_sheet_and_photograph(make: object) -> None:
    assert callable(make)
    for seed in range(3):
        one, other = (make((200, 150), np.random.default_rng(seed)) for _ in range(2))
        assert one.tobytes() == other.tobytes()
        photos = [photographed(one, np.random.default_rng(seed)) for _ in range(2)]
        assert photos[0].tobytes() == photos[1].tobytes()


def test_png_keeps_every_level_and_jpeg_nearly() -> None:
    photo = photographed(SHEET, np.random.default_rng(2))
    assert Image.open(io.BytesIO(png(photo))).tobytes() == photo.tobytes()
    again = Image.open(io.BytesIO(jpeg(photo, 90)))
    assert again.format == "JPEG"
    assert np.abs(np.asarray(again, int) - np.asarray(photo, int)).mean() < 6
    assert len(jpeg(photo, 30)) < len(jpeg(photo, 90))
