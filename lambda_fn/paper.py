"""The paper under a drawing: its colour, its noise, and how far from it each pixel is."""

import numpy as np

# RGB levels, of 441, or of 510 where the cover counts: closer to the paper than this nobody sees.
# The lightest grey on white that a person makes out on a screen, (240, 240, 240), is at 26.
LEAST_CONTRAST = 24.0
# The margin that votes for the paper's colour: MNIST's is 4 of 28 pixels, a canvas gives more.
MARGIN = 0.08
# A screen's paper is of one colour; a camera's is not: the median distance of the margin from it.
CAMERA_NOISE = 2.0
# times the median distance of the margin from the paper: what is nearer is the paper's own noise.
# Of noise that is the same in red, green and blue, one pixel in 1,500 is further away than 5.
NOISE_MARGIN = 5.0
# A card, a window's picture: so much of it cannot be seen through, and of that at least so much
# stands out. Less is ink on nothing, or ink alone.
CARD, WRITTEN = 0.5, 0.005


def with_margins(rgba: np.ndarray) -> np.ndarray:
    """A card with clear corners or a clear margin, a window's shadow perhaps: as large as that.

    (H, W, 4) uint8 RGBA -> the same with the card's own colour where it could be seen through; as
    it is, where it is ink on a transparent canvas, or has nothing to be seen through.
    """
    solid = rgba[..., 3] == 255
    if solid.all() or solid.mean() < CARD:
        return rgba
    colours = rgba[solid][:, :3].astype(np.float32)
    paper = np.median(colours, axis=0)
    apart = distance(list(colours.T), [float(level) for level in paper])
    if (apart > 2 * LEAST_CONTRAST).mean() < WRITTEN:
        return rgba
    card = np.array([*np.round(paper), 255], np.uint8)
    return np.where(solid[..., None], rgba, card)


def paper_colour(planes: list[np.ndarray]) -> tuple[list[float], float]:
    """The commonest colour of the margin, a level for each plane (H, W), and the margin's noise.

    Counted in bins of 16 levels, then the mean of what lies near the fullest bin, so that noise
    which straddles two bins does not move it. The noise is the median distance from it, in levels.
    """
    margin = [_margin(plane) for plane in planes]
    codes: np.ndarray = np.zeros(margin[0].shape, np.uint16)  # of four planes at most
    for plane in margin:
        codes = (codes << 4) | (plane.astype(np.uint8) >> 4)
    commonest = _means(margin, codes == np.bincount(codes).argmax())
    paper = _means(margin, distance(margin, commonest) < 2 * LEAST_CONTRAST)
    apart = distance(margin, paper)
    most_are_paper = 2 * np.count_nonzero(apart) < apart.size  # and a screen's are just that
    return paper, 0.0 if most_are_paper else float(np.median(apart))


def _means(planes: list[np.ndarray], chosen: np.ndarray) -> list[float]:
    """Of each plane (n,) the mean of the chosen pixels, (n,) bool."""
    if chosen.all():  # the margin that nothing was drawn on: nothing has to be picked out
        return [float(plane.mean()) for plane in planes]
    return [float(plane[chosen].mean()) for plane in planes]


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
