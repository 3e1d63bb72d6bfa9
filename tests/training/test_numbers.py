import io

import numpy as np
import pytest
from PIL import Image

from lambda_fn.normalise import ink_box
from training import pen
from training.numbers import LENGTHS, ROW_LENGTHS, TOUCHING, Number, compose, compose_rows, picture


@pytest.fixture(scope="module")
def numbers(drawings: list[pen.Drawing]) -> list[Number]:
    return compose(drawings, 200, seed=1)


def shape(strokes: tuple[np.ndarray, ...]) -> np.ndarray:
    """A drawing's points, whatever its place and size."""
    points = np.concatenate(strokes).astype(float)
    low, high = points.min(axis=0), points.max(axis=0)
    return np.asarray((points - low) / max(high - low))


def digits_of(number: Number, drawings: list[pen.Drawing]) -> list[pen.Drawing]:
    """Whose drawing each digit of a number is: the one that has its very shape."""
    found, at = [], 0
    for figure in number.figures:
        for drawing in (drawing for drawing in drawings if drawing.label == figure):
            strokes = number.strokes[at : at + len(drawing.strokes)]
            same = [len(s) for s in strokes] == [len(s) for s in drawing.strokes]
            if same and np.allclose(shape(strokes), shape(drawing.strokes), atol=1e-5):
                found.append(drawing)
                break
        at += len(found[-1].strokes) if found else 0
    return found


def test_there_are_as_many_as_were_asked_for_of_every_length(numbers: list[Number]) -> None:
    assert len(numbers) == 200
    assert {len(number.figures) for number in numbers} == set(LENGTHS) == {2, 3, 4, 5, 6}
    assert {figure for number in numbers for figure in number.figures} == set("0123456789")


def test_the_figures_are_what_the_strokes_show(
    numbers: list[Number], drawings: list[pen.Drawing]
) -> None:
    for number in numbers:
        drawn = digits_of(number, drawings)
        assert "".join(drawing.label for drawing in drawn) == number.figures
        assert sum(len(drawing.strokes) for drawing in drawn) == len(number.strokes)


def test_a_number_is_of_one_writer(numbers: list[Number], drawings: list[pen.Drawing]) -> None:
    writers = [{drawing.writer for drawing in digits_of(n, drawings)} for n in numbers]
    assert all(len(found) == 1 for found in writers)
    assert len(set.union(*writers)) == 5


def test_digits_stand_in_order_with_paper_between(
    numbers: list[Number], drawings: list[pen.Drawing]
) -> None:
    for number in numbers:
        at, edge = 0, -np.inf
        for drawing in digits_of(number, drawings):
            points = np.concatenate(number.strokes[at : at + len(drawing.strokes)])
            assert points[:, 0].min() > edge
            assert 0.7 < np.ptp(points, axis=0).max() < 1.4
            at, edge = at + len(drawing.strokes), points[:, 0].max()


def test_digits_may_be_so_close_that_they_touch(drawings: list[pen.Drawing]) -> None:
    gaps: list[float] = []
    for number in compose(drawings, 100, seed=2, gaps=TOUCHING):
        at, edge = 0, None
        for drawing in digits_of(number, drawings):
            points = np.concatenate(number.strokes[at : at + len(drawing.strokes)])
            gaps += [] if edge is None else [float(points[:, 0].min() - edge)]
            at, edge = at + len(drawing.strokes), points[:, 0].max()
    assert 1.4 * TOUCHING[0] <= min(gaps) < -0.1
    assert 0.03 < max(gaps) <= 1.4 * TOUCHING[1]


def test_the_same_seed_gives_the_same_numbers(drawings: list[pen.Drawing]) -> None:
    one, other, another = (compose(drawings, 20, seed=seed) for seed in (4, 4, 5))
    assert [number.figures for number in one] == [number.figures for number in other]
    assert [number.figures for number in one] != [number.figures for number in another]
    for left, right in zip(one, other, strict=True):
        assert all(np.array_equal(a, b) for a, b in zip(left.strokes, right.strokes, strict=True))


def test_a_picture_holds_the_whole_number(numbers: list[Number]) -> None:
    for seed, number in enumerate(numbers[:40]):
        encoded = picture(list(number.strokes), np.random.default_rng(seed))
        assert encoded == picture(list(number.strokes), np.random.default_rng(seed))
        drawn = 1 - np.asarray(Image.open(io.BytesIO(encoded)).convert("L"), float) / 255
        top, bottom, left, right = ink_box(drawn)
        assert min(top, left, drawn.shape[0] - bottom, drawn.shape[1] - right) > 5


def test_rows_stand_one_under_another_with_paper_between(drawings: list[pen.Drawing]) -> None:
    stacks = compose_rows(drawings, 60, seed=1)
    seen = set()
    for stack in stacks:
        image = Image.open(io.BytesIO(picture(list(stack.strokes), np.random.default_rng(1))))
        inked = (np.asarray(image.convert("L")) < 128).any(axis=1)
        seen.add(int(np.count_nonzero(np.diff(inked.astype(int), prepend=0) == 1)))
        assert 2 <= len(stack.figures) <= 6 * max(ROW_LENGTHS)
    assert {2, 3, 4, 5, 6} <= seen


def test_the_figures_of_rows_are_what_the_strokes_show(drawings: list[pen.Drawing]) -> None:
    for stack in compose_rows(drawings, 30, seed=2):
        drawn = digits_of(stack, drawings)
        assert "".join(drawing.label for drawing in drawn) == stack.figures
        assert len({drawing.writer for drawing in drawn}) == 1
