"""A photograph of a drawing: its light evened out, its shadows and the table beside it gone."""

import numpy as np
from PIL import Image, ImageFilter

from lambda_fn.components import boxes, find_runs, strongest, without
from lambda_fn.paper import LEAST_CONTRAST, NOISE_MARGIN, distance

PAPER = np.float32(230)  # levels: of paper, once the light is evened out
FEW = 4  # one row and column in so many is enough for a median of the whole
# Paper darker than so many levels is likelier a board with chalk on it, than a sheet in dim light.
DARK = 100
# But what is written is further from its paper than anything else is: where, of what is off the
# paper's light, the lighter or the darker goes so many times as far, that is what was written.
CLEAR = 3.0
FAR = 0.5  # percentile from either end: how far that goes
COARSE = 8  # blocks along the longer side: of such a block most is paper, however thick the pen
INNER = 12  # of each side one part in so many is left out: a table's edge
BLOCKS = 32  # the longer side of the grid on which a photograph's light is found
DEGREE = 3  # of the polynomial that the light is, but for what the grid adds to it
ROUNDS = 6  # of fitting and leaving out what is no paper
NEAR_PAPER = 14.0  # levels: a block closer than this to the fitted light is paper
REACH = 2.0  # blocks: how far a block's light is that of its neighbours
DARKEST = 99.5  # percentile: about what the darkest of a photograph is
WIDEST = 0.18  # of the longer side: what is wider, and darker than the light, is in a shadow
SMALL = 96  # pixels, longer side, on which such shadows are looked for
DEEPEST = 0.35  # of the light: the least that is left of it in a shadow; what is darker is a table
EDGE = 0.5  # of a side: what lies along this much of it is the table beside the sheet
SLIVER = 0.03  # of a side: how thin
STEEP = 0.4  # of its strength, what ink gains over a few pixels; a shadow does not
EDGE_BLUR = 0.008  # of the longer side: how far out of focus that border is


def photographed(rgb: np.ndarray) -> tuple[np.ndarray, float]:
    """How far each pixel of a photograph is from its paper, (H, W), and what counts as nothing."""
    even = evened(rgb)
    stands_out = distance([even[..., channel] for channel in range(3)], [float(PAPER)] * 3)
    some = stands_out[::FEW, ::FEW]
    noise, darkest = float(np.median(some)), float(np.percentile(some, DARKEST))
    below = max(LEAST_CONTRAST, NOISE_MARGIN * noise)
    return _without_shades(_without_edges(stands_out, 0.5 * darkest), below), below


def evened(rgb: np.ndarray) -> np.ndarray:
    """A photograph with its light evened out and its noise smoothed: (H, W, 3) uint8 -> float32.

    Each pixel is divided by what paper would show there, so that paper becomes PAPER. Of a board
    the negative is taken first: paper is lighter than what is written on it.
    """
    picture = Image.fromarray(255 - rgb if _is_board(rgb) else rgb)
    smooth = picture.filter(ImageFilter.BoxBlur(max(1, round(max(rgb.shape) / 600))))
    levels = np.asarray(smooth, np.float32)
    light = _light(levels)
    light = np.minimum(light, np.maximum(_closed(smooth), DEEPEST * light))
    even = levels * (PAPER / np.maximum(light, 16))
    return np.asarray(np.minimum(even, PAPER, out=even))  # no ink is lighter than its paper


def _is_board(rgb: np.ndarray) -> bool:
    """Whether what is written is lighter than what it is written on: (H, W, 3) uint8.

    The paper's light is found in two ways, as each errs: in a deep shadow, and under a thick pen.
    """
    some = rgb[::FEW, ::FEW].astype(np.float32)
    height, width = some.shape[:2]
    near = _enlarged(np.moveaxis(_block_medians(some, COARSE), -1, 0), (height, width))
    off = _lesser(*((some - light).mean(axis=-1) for light in (_light(some), near)))
    inner = off[height // INNER : -(height // INNER), width // INNER : -(width // INNER)]
    low, high = np.percentile(inner, (FAR, 100 - FAR))
    darker, lighter = max(1.0, -float(low)), max(1.0, float(high))
    if np.median(some) > DARK:
        return lighter > CLEAR * darker
    return CLEAR * lighter > darker


def _closed(picture: Image.Image) -> np.ndarray:
    """What is left of it when all that is narrower than WIDEST is filled: (H, W, 3) uint8.

    Strokes are, and a shadow is not, however sharp its edge, which no smooth light can follow. (A
    closing by a square: Serra, Image Analysis and Mathematical Morphology, 1982.)
    """
    scale = SMALL / max(picture.size)
    small = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    closed = picture.resize(small, Image.Resampling.BOX)
    for step in (ImageFilter.MaxFilter(3), ImageFilter.MinFilter(3)):
        for _ in range(int(WIDEST * SMALL / 2)):  # a large filter at once takes nine times as long
            closed = closed.filter(step)
    return np.asarray(closed.resize(picture.size, Image.Resampling.BILINEAR))


def _lesser(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The one that is nearer to nothing, element by element; nothing where their signs differ."""
    lesser = np.minimum(np.abs(one), np.abs(other))
    return np.where(one * other > 0, np.sign(one) * lesser, 0)


def _light(levels: np.ndarray) -> np.ndarray:
    """What paper would show at each pixel: (H, W, 3) float32 -> the same."""
    return _enlarged(_light_by_block(levels), levels.shape[:2])


def _enlarged(blocks: np.ndarray, size: tuple[int, ...]) -> np.ndarray:
    """(3, rows, columns) float32 -> (H, W, 3), for a size of (H, W)."""
    height, width = size
    planes = [
        Image.fromarray(plane).resize((width, height), Image.Resampling.BICUBIC) for plane in blocks
    ]
    return np.stack([np.asarray(plane) for plane in planes], axis=-1)


def _light_by_block(levels: np.ndarray) -> np.ndarray:
    """What paper would show in each block: (H, W, 3) float32 -> (3, rows, columns) float32."""
    blocks = _block_medians(levels, BLOCKS)  # (rows, columns, 3)
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


def _block_medians(levels: np.ndarray, count: int) -> np.ndarray:
    """(H, W, 3) -> (rows, columns, 3): the median of each block, the longer side of so many."""
    height, width = levels.shape[:2]
    side = max(1, -(-max(height, width) // count))
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


def _without_shades(stands_out: np.ndarray, least: float) -> np.ndarray:
    """Less what has no edge: a shadow that the light was not wholly evened out of."""
    runs = find_runs(stands_out > least)
    reach = max(3, round(EDGE_BLUR * max(stands_out.shape)))
    wide = np.pad(stands_out, reach, mode="edge")
    across = np.abs(wide[reach:-reach, 2 * reach :] - wide[reach:-reach, : -2 * reach])
    down = np.abs(wide[2 * reach :, reach:-reach] - wide[: -2 * reach, reach:-reach])
    steep = strongest(runs, np.maximum(across, down))
    return without(stands_out, runs, steep < STEEP * strongest(runs, stands_out))


def _without_edges(stands_out: np.ndarray, least: float) -> np.ndarray:
    """Less what lies along a side of the picture: a photograph's dark border. (H, W) -> (H, W)."""
    inked = stands_out > least
    height, width = inked.shape
    blur = max(2, round(EDGE_BLUR * max(height, width)))
    top, bottom = _depth(inked.mean(axis=1), blur), _depth(inked[::-1].mean(axis=1), blur)
    left, right = _depth(inked.mean(axis=0), blur), _depth(inked[:, ::-1].mean(axis=0), blur)
    if not (top or bottom or left or right):
        return stands_out
    sheet = np.zeros_like(stands_out)
    kept = np.s_[top : height - bottom, left : width - right]
    sheet[kept] = without_slivers(stands_out[kept], LEAST_CONTRAST, blur)
    return sheet


def _depth(covered: np.ndarray, blur: int) -> int:
    """How many rows from the edge are mostly covered, and the blur beyond: (n,) -> rows."""
    covered = covered[: covered.size // 4] >= EDGE
    depth = int(covered.argmin()) if not covered.all() else covered.size
    return depth + blur if depth else 0


def without_slivers(sheet: np.ndarray, least: float, blur: int) -> np.ndarray:
    """Less what is thin and lies along a side: the rest of a border that was askew."""
    runs = find_runs(sheet > least)
    low, high = boxes(runs)
    side = np.array(sheet.shape)[:, None]
    thin, long = (high - low) <= SLIVER * side, (high - low) >= 3 * SLIVER * side
    touching = (low <= blur) | (high >= side - blur)
    return without(sheet, runs, (thin & touching & long[::-1]).any(axis=0))
