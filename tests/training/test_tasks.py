"""What a model is measured on."""

import numpy as np
import pytest
from PIL import Image

from lambda_fn.image import decode
from lambda_fn.ink import find_ink
from tests.training.hands import NO_MNIST, drawn
from training import mnist
from training.answers import ALONE, NO_DIGIT
from training.conditions import CONDITIONS
from training.options import DataPaths
from training.papers import png
from training.tasks import CLOSE, NUMBERS, STACKS, SUMS, kept_back_data, tasks


def measuring_half(paths: DataPaths) -> tuple[np.ndarray, np.ndarray]:
    digits = mnist.load(paths.mnist)
    return digits.x_test, digits.y_test


def test_every_digit_is_drawn_under_every_condition(paths: DataPaths) -> None:
    sets = tasks(*measuring_half(paths), drawn(paths))
    composed = ["numbers", "numbers_told", "touching", "touching_told", "rows", "sums"]
    assert list(sets) == [ALONE, "mnist", *CONDITIONS, *composed, "others", "others_told"]
    assert len(sets["mnist"]) == 20
    assert {len(sets[name]) for name in CONDITIONS} == {140}
    assert {len(sets[name]) for name in composed} == {140}
    assert {task.label for task in sets["others"]} == {NO_DIGIT}
    assert [task.label for task in sets["thin"]] == [task.label for task in sets["plain"]]


def test_of_many_digits_as_many_numbers_and_sums_are_made_as_measure(paths: DataPaths) -> None:
    many = drawn(paths) * 8
    sets = tasks(*NO_MNIST, many)
    assert len(sets["plain"]) > NUMBERS
    assert len(sets["numbers"]) == len(sets["numbers_told"]) == NUMBERS
    assert len(sets["touching"]) == len(sets["touching_told"]) == CLOSE
    assert (len(sets["rows"]), len(sets["sums"])) == (STACKS, SUMS)


def test_a_task_is_always_the_same_picture(paths: DataPaths) -> None:
    one, other = (tasks(*NO_MNIST, drawn(paths)) for _ in range(2))
    for name in ("photo", "anything", "numbers", "touching", "rows", "sums", "others"):
        assert one[name][5].encoded() == other[name][5].encoded()
    assert len({task.encoded() for task in one["coloured"][:20]}) == 20


@pytest.mark.parametrize("name", ["numbers", "touching", "others"])
def test_how_the_pen_went_is_told_of_the_same_pictures(paths: DataPaths, name: str) -> None:
    sets = tasks(*NO_MNIST, drawn(paths))
    for task, told in zip(sets[name][:20], sets[f"{name}_told"][:20], strict=True):
        assert told.encoded() == task.encoded()
        assert told.label == task.label
        assert task.told() == []
        assert len(told.told()) == len(task.strokes)
        ink = find_ink(decode(told.encoded())[0])
        for x, y in told.told():
            assert ink[np.rint(y).astype(int), np.rint(x).astype(int)].min() > 0.4


def test_the_kept_back_sets_are_of_kept_back_writers_alone(paths: DataPaths) -> None:
    sets = kept_back_data(paths, most=1000)
    last = mnist.load(paths.mnist).x_train[-3:]  # of forty, one in twelve
    assert [task.encoded() for task in sets["mnist"]] == [
        png(Image.fromarray(image)) for image in last
    ]
    kept = [drawing for drawing in drawn(paths) if drawing.kept_back]
    known = {stroke.tobytes() for drawing in kept for stroke in drawing.strokes}
    assert 0 < len(kept) < len(drawn(paths))
    for name in (*CONDITIONS, "others"):
        assert {stroke.tobytes() for task in sets[name] for stroke in task.strokes} <= known
    assert len(sets["plain"]) + len(sets["others"]) == len(kept)
    shapes = {outline(drawing.strokes[0]) for drawing in kept}
    firsts = {outline(task.strokes[0]) for task in sets["numbers"]}
    assert firsts <= shapes


def outline(stroke: np.ndarray) -> bytes:
    """A stroke's points, whatever its place and size."""
    points = stroke.astype(float) - stroke[0]
    return (points / np.abs(points).max() * 1000).round().astype(int).tobytes()


def test_of_the_kept_back_no_more_are_taken_than_asked_for(paths: DataPaths) -> None:
    sets = kept_back_data(paths, most=2)
    assert len(sets["mnist"]) == 2
    assert {len(sets[name]) for name in (*CONDITIONS, "others")} == {2}
