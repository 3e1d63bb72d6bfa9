import numpy as np
import pytest

from lambda_fn.model import Model
from lambda_fn.second_look import DOUBT, FIRST, VIEWS, look_again, views
from lambda_fn.seeing import see
from tests.lambda_fn.drawings import digit, painted

SEVEN = see(painted(digit(7))).pixels


def test_the_views_are_other_pictures_of_the_same_mark() -> None:
    seen = views(SEVEN)
    assert (seen.shape, seen.dtype) == ((len(VIEWS), 28, 28), np.uint8)
    for view in seen:
        assert float(view.sum()) == pytest.approx(float(SEVEN.sum()), rel=0.25)
        assert 2 < np.abs(view.astype(int) - SEVEN).mean() < 40


def test_a_view_and_its_opposite_are_mirror_images_of_what_is_symmetric() -> None:
    ring = np.zeros((28, 28), np.uint8)
    ring[6:22, 6:22] = 255
    for one, other in zip(views(ring)[::2][:2], views(ring)[1::2][:2], strict=True):
        assert np.abs(one.astype(int) - other[:, ::-1]).max() <= 2


def test_what_is_read_surely_is_not_looked_at_again(model: Model) -> None:
    logits, _ = model.logits(SEVEN[None])
    assert model.probabilities(logits).max() > DOUBT
    assert np.array_equal(look_again(model, SEVEN[None], logits), logits)


def test_of_the_doubtful_alone_the_views_are_averaged(model: Model) -> None:
    sure, _ = model.logits(SEVEN[None])
    doubtful = np.zeros_like(sure)
    again = look_again(model, np.stack([SEVEN, SEVEN]), np.concatenate([sure, doubtful]))
    assert np.array_equal(again[0], sure[0])
    seen, _ = model.logits(views(SEVEN))
    assert again[1] == pytest.approx(seen.sum(axis=0) / (FIRST + len(VIEWS)), abs=1e-5)
    assert again[1].argmax() == 7
    assert not doubtful.any()
