from dataclasses import replace

import numpy as np
import pytest

from tests.training.hands import font_digit
from training.augment import Augmentation, augment

STILL = Augmentation(turn=0, slant=0, scale=0, move=0, bend=0, pen=0)
DIGITS = np.stack([font_digit(digit, np.random.default_rng(1)) for digit in range(10)])


def test_without_any_change_pictures_come_back_as_they_were() -> None:
    same = augment(DIGITS, STILL, np.random.default_rng(0))
    assert same.dtype == np.float32
    assert same == pytest.approx(DIGITS / 255, abs=1e-3)


def test_pictures_stay_in_range_and_keep_their_ink() -> None:
    same_pen = replace(Augmentation(), pen=0)
    for how, least, most in ((same_pen, 0.6, 1.6), (Augmentation(), 0.4, 2)):
        changed = augment(DIGITS, how, np.random.default_rng(0))
        assert changed.shape == (10, 28, 28)
        assert changed.min() >= 0
        assert changed.max() <= 1
        ink = changed.sum(axis=(1, 2)) / (DIGITS.sum(axis=(1, 2)) / 255)
        assert ((ink > least) & (ink < most)).all()


def test_another_pen_is_thicker_or_thinner_by_a_pixel_a_side_at_most() -> None:
    bar = np.zeros((200, 28, 28), np.uint8)
    bar[:, 4:24, 12:16] = 255
    drawn = augment(bar, replace(STILL, pen=0.5), np.random.default_rng(2))
    widths = drawn[:, 10:18].sum(axis=(1, 2)) / 8
    assert (np.abs(widths - 4) <= 2.001).all()
    assert widths.min() < 3
    assert widths.max() > 5
    assert np.median(widths) == pytest.approx(4, abs=0.3)


def test_every_picture_is_changed_in_its_own_way() -> None:
    same = np.repeat(DIGITS[:1], 8, axis=0)
    changed = augment(same, Augmentation(), np.random.default_rng(0))
    for one in range(8):
        for other in range(one):
            assert np.abs(changed[one] - changed[other]).max() > 0.2


def test_the_same_seed_changes_in_the_same_way() -> None:
    one, other = (augment(DIGITS, Augmentation(), np.random.default_rng(7)) for _ in range(2))
    assert np.array_equal(one, other)


def test_a_move_to_the_right_moves_the_ink_by_as_many_pixels() -> None:
    picture = np.zeros((1, 28, 28), np.uint8)
    picture[0, 10:18, 10:18] = 255
    moved = augment(picture, replace(STILL, move=3.0), np.random.default_rng(3))
    centre = [float((moved[0].sum(axis=axis) @ np.arange(28)) / moved.sum()) for axis in (1, 0)]
    assert moved.sum() == pytest.approx(64, rel=0.02)
    assert np.hypot(centre[0] - 13.5, centre[1] - 13.5) > 0.5
