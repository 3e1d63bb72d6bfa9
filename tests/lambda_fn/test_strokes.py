import numpy as np
import pytest

from lambda_fn.errors import BadRequest
from lambda_fn.strokes import read_strokes


def test_strokes_are_moved_to_the_origin_and_scaled_to_a_thousand() -> None:
    posted = [[[100, 300], [50, 450]], [[200], [150]]]
    assert read_strokes(posted) == [[[0, 500], [0, 1000]], [[250], [250]]]


@pytest.mark.parametrize("scale", [1e-3, 1, 640.0, 1e5])
def test_the_scale_on_which_they_were_drawn_is_forgotten(scale: float) -> None:
    drawn = np.array([[[0.1, 0.3, 0.9], [0.2, 0.2, 0.8]], [[0.5, 0.4, 0.3], [0.5, 0.6, 0.7]]])
    assert read_strokes((drawn * scale).tolist()) == read_strokes(drawn.tolist())


def test_numbers_become_whole_and_equal_neighbours_one_point() -> None:
    posted = [[[0, 0.2, 0.3, 1000, 1000], [0, 0, 0.4, 7.6, 7.7]]]
    assert read_strokes(posted) == [[[0, 1000], [0, 8]]]


def test_a_point_that_comes_again_later_stays() -> None:
    assert read_strokes([[[0, 10, 0], [0, 0, 0]]]) == [[[0, 1000, 0], [0, 0, 0]]]


@pytest.mark.parametrize("place", [7, 1e-300, 999_999.5, -1e6])
def test_a_dot_is_a_point(place: float) -> None:
    assert read_strokes([[[place] * 3, [place] * 3]]) == [[[0], [0]]]


def test_a_drawing_too_small_to_be_scaled_is_a_point() -> None:
    assert read_strokes([[[0, 5e-324], [0, 5e-324]]]) == [[[0], [0]]]


def test_what_is_not_sent_is_none() -> None:
    assert read_strokes(None) == read_strokes([]) == []


def test_the_form_is_told_to_who_sends_another() -> None:
    with pytest.raises(BadRequest, match=r"\[\[x, \.\.\.\], \[y, \.\.\.\]\]"):
        read_strokes([[1, 2]])
