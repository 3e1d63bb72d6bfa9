"""Ruled and squared paper: lines that run from edge to edge are the paper's, not the writer's.

Each line is found in strips across its way, so that a sheet that lies a little askew does no harm:
the strips' profiles are shifted for every slope, and a line is what all of them then show.
"""

from itertools import pairwise

import numpy as np

STRIPS = 12
ENOUGH = 240  # columns: of more only some are looked at
SLOPES = np.linspace(-0.06, 0.06, 25)  # three and a half degrees either way
# A line is printed: everywhere about as strong, and fainter than the ink, or no pen would be seen.
FAINTEST = 0.5  # of its strength in the middle, what each strip must show
FEWEST = 2  # one line alone is somebody's stroke
# But across a sheet's lines one may be its margin's, in red: at most so many times as strong.
MARGIN = 2.4
# Nothing but upright lines, as dark as ink and nothing darker, are ones from edge to edge.
INKED, DARKER, HARDLY = 200.0, 1.1, 0.001  # levels; times a line's strength; of all pixels
INK_PERCENTILE = 90  # of what is stronger than any line: the ink
LEAST_LEFT = 0.25  # of the ink's strength: what must be left of it over a line, to be made up for
TOLERANCE = 1.25  # times a line's strength is still the line: print and paper vary


def without_lines(distance: np.ndarray, least: float) -> np.ndarray:
    """The distance from the paper, less the paper's own lines: (H, W) float32 -> (H, W).

    `least` is the contrast, in levels, from which anything counts.
    """
    level, upright = _level_lines(distance, least), _level_lines(distance.T, least).T
    if not level.any() and _are_ones(distance, upright):
        return distance
    if level.any() and not upright.any():
        upright = _margin(level, _level_lines(distance.T, least, fewest=1).T)
    elif upright.any() and not level.any():
        level = _margin(upright, _level_lines(distance, least, fewest=1))
    lines = np.maximum(level, upright)
    if not lines.any():
        return distance
    ink = np.maximum(distance - TOLERANCE * lines, 0)
    # What ink lost to a line under it, it gets back in proportion.
    stronger = distance[distance > lines.max()]
    full = float(np.percentile(stronger, INK_PERCENTILE)) if stronger.size else 0.0
    scale = full / np.maximum(full - TOLERANCE * lines, LEAST_LEFT * full + 1)
    return np.asarray(np.where(lines > 0, ink * scale, distance), np.float32)


def _are_ones(distance: np.ndarray, upright: np.ndarray) -> bool:
    """Whether upright lines, (H, W), are ink: there is none beside them."""
    strength = float(upright.max())
    darker = np.count_nonzero(distance > DARKER * strength)
    return bool(strength >= INKED and darker < HARDLY * distance.size)


def _margin(lines: np.ndarray, across: np.ndarray) -> np.ndarray:
    """The line or lines across others, (H, W), where they may be the paper's; else nothing."""
    return across if across.max() <= MARGIN * lines.max() else np.zeros_like(across)


def _level_lines(distance: np.ndarray, least: float, fewest: int = FEWEST) -> np.ndarray:
    """How strong the level line through each pixel is, 0 where there is none: (H, W) -> (H, W).

    There is none at all where there are less than `fewest`.
    """
    height, width = distance.shape
    if min(height, width) < 2 * STRIPS:
        return np.zeros_like(distance)
    edges = np.linspace(0, width, STRIPS + 1).astype(int)
    apart = max(1, width // ENOUGH)
    strips = np.stack([np.median(distance[:, a:b:apart], axis=1) for a, b in pairwise(edges)])
    reach = int(np.ceil(SLOPES[-1] * width / 2)) + 1
    strips = np.pad(strips, ((0, 0), (reach, reach)), constant_values=np.nan)
    spread = np.fmax(strips, np.fmax(np.roll(strips, 1, axis=1), np.roll(strips, -1, axis=1)))
    middles = (edges[:-1] + edges[1:]) / 2 - width / 2
    best: tuple[float, np.ndarray, float] = (0.0, np.zeros(height + 2 * reach), 0.0)
    for slope in SLOPES:
        profile = _profile(spread, np.round(slope * middles).astype(int))
        profile[profile < least] = 0
        if profile.sum() > best[0] * 1.02:
            best = (float(profile.sum()), profile, float(slope))
    _, profile, slope = best
    if _count(profile) < fewest:
        return np.zeros_like(distance)
    wide = np.maximum(profile, np.maximum(np.roll(profile, 1), np.roll(profile, -1)))
    shift = np.round(slope * (np.arange(width) - width / 2)).astype(int)
    rows = np.clip(np.arange(height)[:, None] - shift[None, :] + reach, 0, len(wide) - 1)
    return np.asarray(wide[rows], np.float32)


def _profile(strips: np.ndarray, shifts: np.ndarray) -> np.ndarray:
    """What every strip shows in a row, the rows shifted: (STRIPS, H), (STRIPS,) -> (H,)."""
    height = strips.shape[1]
    rows = (np.arange(height) + shifts[:, None]) % height
    level = np.take_along_axis(strips, rows, axis=1)
    seen = np.isfinite(level)
    count = seen.sum(axis=0)
    ranked = np.sort(level, axis=0)  # nan, what is outside the picture, comes last
    middle = np.take_along_axis(ranked, (count // 2)[None], axis=0)[0]
    weak = (seen & (level < FAINTEST * middle)).sum(axis=0)
    ends = (seen[0] & (level[0] < FAINTEST * middle)) | (seen[-1] & (level[-1] < FAINTEST * middle))
    return np.asarray(np.where((count > 0) & (weak <= 1) & ~ends, middle, 0))


def _count(profile: np.ndarray) -> int:
    """How many lines there are in a profile."""
    return int(np.count_nonzero(np.diff((profile > 0).astype(np.int8), prepend=0) == 1))
