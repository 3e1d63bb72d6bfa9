"""Pixels to ink: what was drawn, whatever the colours and whichever of the two is lighter.

The paper is the colour that most of the picture's margin has. A pixel's distance from it, over
the distance of the ink, is how much of that pixel the pen covered: on the edge of a stroke a
picture mixes the two colours in that proportion. So red on blue, white on black and black on a
transparent canvas all become the same: ink 1 on paper 0.
"""

import numpy as np

from lambda_fn.errors import BlankDrawing

# 0..441, in RGB levels: closer to the paper than this nobody sees. The lightest grey on white
# that a person makes out on a screen, (240, 240, 240), is at 26.
LEAST_CONTRAST = 24.0
# The margin that votes for the paper's colour: MNIST's is 4 of 28 pixels, a canvas gives more.
MARGIN = 0.08
# Of the inked pixels' distances: the ink's own colour. Not the maximum, which one odd pixel sets.
INK_PERCENTILE = 95
# times the median distance of the margin from the paper: what is nearer is the paper's own noise.
# Of noise that is the same in red, green and blue, one pixel in 1,500 is further away than 5.
NOISE_MARGIN = 5.0


def find_ink(rgba: np.ndarray) -> np.ndarray:
    """How much of each pixel the pen covered.

    (H, W, 4) uint8 RGBA -> (H, W) float32 in 0..1, ink 1 on paper 0.
    Raises BlankDrawing where nothing stands out from the paper.
    """
    planes = _premultiplied(rgba)
    margin = [_margin(plane) for plane in planes]
    paper = _paper(margin)
    noise = NOISE_MARGIN * float(np.median(_distance(margin, paper)))
    distance = _distance(planes, paper)
    seen = distance[distance > max(LEAST_CONTRAST, noise)]
    if seen.size == 0:
        raise BlankDrawing("There is nothing on the paper.")
    level = float(np.percentile(seen, INK_PERCENTILE))
    distance -= noise
    distance *= 1.0 / (level - noise)
    return np.clip(distance, 0.0, 1.0, out=distance)


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


def _paper(margin: list[np.ndarray]) -> list[float]:
    """The commonest colour of the margin: planes (n,) -> one level each.

    Counted in bins of 16 levels, then the mean of what lies near the fullest bin, so that
    noise which straddles two bins does not move it.
    """
    codes = np.zeros(margin[0].shape, np.int64)
    for plane in margin:
        codes = codes * 16 + (plane / 16).astype(np.int64)
    fullest = codes == np.bincount(codes).argmax()
    commonest = [float(plane[fullest].mean()) for plane in margin]
    near = _distance(margin, commonest) < 2 * LEAST_CONTRAST
    return [float(plane[near].mean()) for plane in margin]


def _margin(plane: np.ndarray) -> np.ndarray:
    """The pixels along the four sides: (H, W) -> (n,)."""
    depth = max(1, round(MARGIN * min(plane.shape)))
    sides = (plane[:depth], plane[-depth:], plane[:, :depth], plane[:, -depth:])
    return np.concatenate([side.ravel() for side in sides])


def _distance(planes: list[np.ndarray], colour: list[float]) -> np.ndarray:
    """Euclidean, in levels: linear along the mix of two colours, as a stroke's edge is."""
    squares = np.zeros_like(planes[0])
    for plane, level in zip(planes, colour, strict=True):
        difference = plane - np.float32(level)
        squares += np.square(difference, out=difference)
    return np.asarray(np.sqrt(squares, out=squares))
