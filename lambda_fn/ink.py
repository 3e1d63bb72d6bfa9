"""Pixels to ink: what was drawn, whatever the colours and whichever of the two is lighter.

The paper is the colour that most of the picture's margin has. A pixel's distance from it, over
the distance of the ink, is how much of that pixel the pen covered: on the edge of a stroke a
picture mixes the two colours in that proportion. So red on blue, white on black and black on a
transparent canvas all become the same: ink 1 on paper 0. A photograph's light is evened out
first, and a sheet's own lines and a frame are taken away.
"""

import numpy as np

from lambda_fn.errors import BlankDrawing
from lambda_fn.frames import without_frames
from lambda_fn.lines import without_lines
from lambda_fn.paper import (
    CAMERA_NOISE,
    LEAST_CONTRAST,
    NOISE_MARGIN,
    distance,
    paper_colour,
    with_margins,
)
from lambda_fn.photograph import photographed, without_slivers

# Of the inked pixels' distances: the ink's own colour. Not the maximum, which one odd pixel sets.
INK_PERCENTILE = 95
GRAZE = 2  # pixels from the side: where a line that grazes a corner begins
LEAST_PHOTO = 64  # pixels, shorter side: below, there is no room for uneven light


def find_ink(rgba: np.ndarray) -> np.ndarray:
    """How much of each pixel the pen covered.

    (H, W, 4) uint8 RGBA -> (H, W) float32 in 0..1, ink 1 on paper 0.
    Raises BlankDrawing where nothing stands out from the paper.
    """
    rgba = with_margins(rgba)
    planes = _premultiplied(rgba)
    paper, noise = paper_colour(planes)
    below = NOISE_MARGIN * noise
    if noise >= CAMERA_NOISE and len(planes) == 3 and min(rgba.shape[:2]) >= LEAST_PHOTO:
        stands_out, below = photographed(rgba[..., :3])
    else:
        stands_out = distance(planes, paper)
    stands_out = without_frames(stands_out, max(LEAST_CONTRAST / 2, below))
    if _crossed(stands_out, LEAST_CONTRAST / 2):
        unlined = without_lines(stands_out, LEAST_CONTRAST / 2)
        if unlined is not stands_out:
            stands_out = without_slivers(unlined, LEAST_CONTRAST, GRAZE)
    seen = stands_out[stands_out > max(LEAST_CONTRAST, below)]
    if seen.size == 0:
        raise BlankDrawing("There is nothing on the paper.")
    level = float(np.percentile(seen, INK_PERCENTILE))
    if below >= LEAST_CONTRAST and level < 2 * LEAST_CONTRAST:
        raise BlankDrawing("There is nothing on the paper.")
    stands_out = stands_out - np.float32(below)
    stands_out *= 1.0 / (level - below)
    return np.clip(stands_out, 0.0, 1.0, out=stands_out)


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
    colours = [rgba[..., channel].astype(np.float32) for channel in range(3)]
    if rgba[..., 3].min() == 255:
        return colours
    alpha = rgba[..., 3].astype(np.float32)
    cover = alpha / np.float32(255)
    return [*(colour * cover for colour in colours), alpha]
