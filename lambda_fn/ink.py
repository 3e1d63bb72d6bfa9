"""Pixels to ink: what was drawn, whatever the colours and whichever of the two is lighter.

The paper is the colour that most of the picture's margin has. A pixel's distance from it, over
the distance of the ink, is how much of that pixel the pen covered: on the edge of a stroke a
picture mixes the two colours in that proportion. So red on blue, white on black and black on a
transparent canvas all become the same: ink 1 on paper 0. A photograph's light is evened out
first, and a sheet's own lines are taken away.
"""

import numpy as np

from lambda_fn.components import boxes, find_runs, paint, strongest
from lambda_fn.errors import BlankDrawing
from lambda_fn.lines import without_lines
from lambda_fn.paper import CAMERA_NOISE, FEW, LEAST_CONTRAST, PAPER, distance, evened, paper_colour

# Of the inked pixels' distances: the ink's own colour. Not the maximum, which one odd pixel sets.
INK_PERCENTILE = 95
# times the median distance of the margin from the paper: what is nearer is the paper's own noise.
# Of noise that is the same in red, green and blue, one pixel in 1,500 is further away than 5.
NOISE_MARGIN = 5.0
DARKEST = 99.5  # percentile: about what the darkest of a photograph is
EDGE = 0.5  # of a side: what lies along this much of it is the table beside the sheet
SLIVER = 0.03  # of a side: how thin
STEEP = 0.4  # of its strength, what ink gains over a few pixels; a shadow does not
GRAZE = 2  # pixels from the side: where such a sliver begins
EDGE_BLUR = 0.008  # of the longer side: how far out of focus that border is
LEAST_PHOTO = 64  # pixels, shorter side: below, there is no room for uneven light


def find_ink(rgba: np.ndarray) -> np.ndarray:
    """How much of each pixel the pen covered.

    (H, W, 4) uint8 RGBA -> (H, W) float32 in 0..1, ink 1 on paper 0.
    Raises BlankDrawing where nothing stands out from the paper.
    """
    planes = _premultiplied(rgba)
    paper, noise = paper_colour(planes)
    below = NOISE_MARGIN * noise
    if noise >= CAMERA_NOISE and len(planes) == 3 and min(rgba.shape[:2]) >= LEAST_PHOTO:
        stands_out, below = _photographed(rgba[..., :3])
    else:
        stands_out = distance(planes, paper)
    if _crossed(stands_out, LEAST_CONTRAST / 2):
        unlined = without_lines(stands_out, LEAST_CONTRAST / 2)
        if unlined is not stands_out:  # a line may graze a corner of the picture
            stands_out = _without_slivers(unlined, LEAST_CONTRAST, GRAZE)
    seen = stands_out[stands_out > max(LEAST_CONTRAST, below)]
    if seen.size == 0:
        raise BlankDrawing("There is nothing on the paper.")
    level = float(np.percentile(seen, INK_PERCENTILE))
    if below >= LEAST_CONTRAST and level < 2 * LEAST_CONTRAST:
        raise BlankDrawing("There is nothing on the paper.")
    stands_out = stands_out - np.float32(below)
    stands_out *= 1.0 / (level - below)
    return np.clip(stands_out, 0.0, 1.0, out=stands_out)


def _photographed(rgb: np.ndarray) -> tuple[np.ndarray, float]:
    """How far each pixel of a photograph is from its paper, (H, W), and what counts as nothing."""
    even = evened(rgb)
    stands_out = distance([even[..., channel] for channel in range(3)], [float(PAPER)] * 3)
    some = stands_out[::FEW, ::FEW]
    noise, darkest = float(np.median(some)), float(np.percentile(some, DARKEST))
    below = max(LEAST_CONTRAST, NOISE_MARGIN * noise)
    return without_shades(without_edges(stands_out, 0.5 * darkest), below), below


def without_shades(stands_out: np.ndarray, least: float) -> np.ndarray:
    """Less what has no edge: a shadow that the light was not wholly evened out of."""
    runs = find_runs(stands_out > least)
    reach = max(3, round(EDGE_BLUR * max(stands_out.shape)))
    wide = np.pad(stands_out, reach, mode="edge")
    across = np.abs(wide[reach:-reach, 2 * reach :] - wide[reach:-reach, : -2 * reach])
    down = np.abs(wide[2 * reach :, reach:-reach] - wide[: -2 * reach, reach:-reach])
    steep = strongest(runs, np.maximum(across, down))
    shade = steep < STEEP * strongest(runs, stands_out)
    if not shade.any():
        return stands_out
    return np.where(paint(runs, shade, stands_out.shape), np.float32(0), stands_out)


def without_edges(stands_out: np.ndarray, least: float) -> np.ndarray:
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
    sheet[kept] = _without_slivers(stands_out[kept], LEAST_CONTRAST, blur)
    return sheet


def _depth(covered: np.ndarray, blur: int) -> int:
    """How many rows from the edge are mostly covered, and the blur beyond: (n,) -> 0 to n / 4."""
    covered = covered[: covered.size // 4] >= EDGE
    depth = int(covered.argmin()) if not covered.all() else covered.size
    return depth + blur if depth else 0


def _without_slivers(sheet: np.ndarray, least: float, blur: int) -> np.ndarray:
    """Less what is thin and lies along a side: the rest of a border that was askew."""
    runs = find_runs(sheet > least)
    low, high = boxes(runs)
    side = np.array(sheet.shape)[:, None]
    thin, long = (high - low) <= SLIVER * side, (high - low) >= 3 * SLIVER * side
    touching = (low <= blur) | (high >= side - blur)
    sliver = (thin & touching & long[::-1]).any(axis=0)
    if not sliver.any():
        return sheet
    return np.where(paint(runs, sliver, sheet.shape), np.float32(0), sheet)


def _crossed(stands_out: np.ndarray, least: float) -> bool:
    """Whether something crosses the picture's rim often enough to be lines on the paper."""
    if min(stands_out.shape) < LEAST_PHOTO:
        return False
    rim = np.concatenate([stands_out[:, [1, -2]].T.ravel(), stands_out[[1, -2]].ravel()])
    return int(np.count_nonzero(np.diff((rim > least).astype(np.int8)) == 1)) >= 4


def _premultiplied(rgba: np.ndarray) -> list[np.ndarray]:
    """(H, W, 4) uint8 -> 3 or 4 planes (H, W) float32: colour as far as it covers, and the cover.

    With the cover as a coordinate of its own, black ink on a transparent canvas is as far from
    it as white ink is. An opaque picture needs no fourth coordinate.
    """
    red, green, blue, alpha = (rgba[..., channel].astype(np.float32) for channel in range(4))
    if rgba[..., 3].min() == 255:
        return [red, green, blue]
    cover = alpha / np.float32(255)
    return [red * cover, green * cover, blue * cover, alpha]
