"""The paper under a drawing: its colour, and in a photograph the light that falls on it."""

import numpy as np
from PIL import Image, ImageFilter

# 0..441, in RGB levels: closer to the paper than this nobody sees. The lightest grey on white
# that a person makes out on a screen, (240, 240, 240), is at 26.
LEAST_CONTRAST = 24.0
# The margin that votes for the paper's colour: MNIST's is 4 of 28 pixels, a canvas gives more.
MARGIN = 0.08
# A screen's paper is of one colour; a camera's is not: the median distance of the margin from it.
CAMERA_NOISE = 2.0
PAPER = np.float32(230)  # levels: of paper, once the light is evened out
FEW = 4  # one row and column in so many is enough for a median of the whole
DARK = 100  # levels: paper darker than this is a board
BLOCKS = 32  # the longer side of the grid on which a photograph's light is found
DEGREE = 3  # of the polynomial that the light is, but for what the grid adds to it
ROUNDS = 6  # of fitting and leaving out what is no paper
NEAR_PAPER = 14.0  # levels: a block closer than this to the fitted light is paper
REACH = 2.0  # blocks: how far a block's light is that of its neighbours


def paper_colour(planes: list[np.ndarray]) -> tuple[list[float], float]:
    """The commonest colour of the margin, a level for each plane (H, W), and the margin's noise.

    Counted in bins of 16 levels, then the mean of what lies near the fullest bin, so that noise
    which straddles two bins does not move it. The noise is the median distance from it, in levels.
    """
    margin = [_margin(plane) for plane in planes]
    codes = np.zeros(margin[0].shape, np.int64)
    for plane in margin:
        codes = codes * 16 + (plane / 16).astype(np.int64)
    fullest = codes == np.bincount(codes).argmax()
    commonest = [float(plane[fullest].mean()) for plane in margin]
    near = distance(margin, commonest) < 2 * LEAST_CONTRAST
    paper = [float(plane[near].mean()) for plane in margin]
    return paper, float(np.median(distance(margin, paper)))


def _margin(plane: np.ndarray) -> np.ndarray:
    """The pixels along the four sides: (H, W) -> (n,)."""
    depth = max(1, round(MARGIN * min(plane.shape)))
    sides = (plane[:depth], plane[-depth:], plane[:, :depth], plane[:, -depth:])
    return np.concatenate([side.ravel() for side in sides])


def distance(planes: list[np.ndarray], colour: list[float]) -> np.ndarray:
    """Euclidean, in levels: linear along the mix of two colours, as a stroke's edge is."""
    squares = np.zeros_like(planes[0])
    for plane, level in zip(planes, colour, strict=True):
        difference = plane - np.float32(level)
        squares += np.square(difference, out=difference)
    return np.asarray(np.sqrt(squares, out=squares))


def evened(rgb: np.ndarray) -> np.ndarray:
    """A photograph with its light evened out and its noise smoothed: (H, W, 3) uint8 -> float32.

    Each pixel is divided by what paper would show there, so that paper becomes PAPER. Of a dark
    board the negative is taken first: paper is light.
    """
    height, width = rgb.shape[:2]
    picture = Image.fromarray(rgb if np.median(rgb[::FEW, ::FEW]) > DARK else 255 - rgb)
    levels = np.asarray(
        picture.filter(ImageFilter.BoxBlur(max(1, round(max(rgb.shape) / 600)))), np.float32
    )
    light = [
        np.asarray(Image.fromarray(plane).resize((width, height), Image.Resampling.BICUBIC))
        for plane in _light(levels)
    ]
    even = levels * (PAPER / np.maximum(np.stack(light, axis=-1), 16))
    return np.asarray(np.minimum(even, PAPER, out=even))  # no ink is lighter than its paper


def _light(levels: np.ndarray) -> np.ndarray:
    """What paper would show in each block: (H, W, 3) float32 -> (3, rows, columns) float32."""
    blocks = _block_medians(levels)  # (rows, columns, 3)
    rows, columns = blocks.shape[:2]
    y, x = np.meshgrid(np.linspace(-1, 1, rows), np.linspace(-1, 1, columns), indexing="ij")
    terms = np.stack(
        [(x**i * y**j).ravel() for i in range(DEGREE + 1) for j in range(DEGREE + 1 - i)], axis=1
    )
    light, paper = blocks, _likely_paper(blocks)
    for _ in range(ROUNDS):  # each finds more paper near the edge of what it knows
        fitted = terms @ np.linalg.lstsq(terms[paper.ravel()], blocks[paper], rcond=None)[0]
        light = fitted.reshape(blocks.shape)
        rest = np.where(paper[..., None], blocks - light, 0)
        light = light + _smooth(rest) / (_smooth(paper[..., None].astype(float)) + 0.05)
        off = np.abs(blocks - light).max(axis=-1)
        paper = off < max(NEAR_PAPER, float(np.median(off)))
    return np.asarray(np.moveaxis(light, -1, 0), np.float32)


def _block_medians(levels: np.ndarray) -> np.ndarray:
    """(H, W, 3) -> (rows, columns, 3): the median of each block, the longer side of BLOCKS."""
    height, width = levels.shape[:2]
    side = max(1, -(-max(height, width) // BLOCKS))
    rows, columns = max(1, height // side), max(1, width // side)
    cut = levels[: rows * side, : columns * side]
    blocks = cut.reshape(rows, -1, columns, cut.shape[1] // columns, 3).swapaxes(1, 2)
    return np.asarray(np.median(blocks.reshape(rows, columns, -1, 3), axis=2))


def _likely_paper(blocks: np.ndarray) -> np.ndarray:
    """The blocks about as bright as most: (rows, columns, 3) -> (rows, columns) bool."""
    bright = blocks.sum(axis=-1)
    middle = np.median(bright)
    return np.asarray(np.abs(bright - middle) <= max(30.0, 0.25 * middle))


def _smooth(grid: np.ndarray) -> np.ndarray:
    """A Gaussian over the blocks, REACH wide: (rows, columns, k) -> the same."""
    for axis in (0, 1):
        places = np.arange(grid.shape[axis])
        weights = np.exp(-0.5 * ((places[:, None] - places) / REACH) ** 2)
        grid = np.moveaxis(np.tensordot(weights, grid, axes=(1, axis)), 0, axis)
    return grid
