"""Rows of pieces: a drawing may hold one number over another."""

from collections.abc import Sequence

import numpy as np

from lambda_fn.marks import Mark

SHORT = 0.45  # of the highest row: what is less is part of its neighbour, as a five's hat is


def rows(pieces: Sequence[Mark]) -> list[list[Mark]]:
    """Pieces by row: what is as high as a digit and has blank paper between is a row by itself."""
    bands: list[list[Mark]] = []
    floor = -1
    for piece in sorted(pieces, key=lambda piece: piece.y):
        if bands and piece.y < floor:
            bands[-1].append(piece)
        else:
            bands.append([piece])
        floor = max(floor, piece.bottom)
    return [sorted(band, key=lambda piece: piece.centre) for band in _without_short(bands)]


def _without_short(bands: list[list[Mark]]) -> list[list[Mark]]:
    """The same bands, low ones joined with the nearer neighbour."""
    while len(bands) > 1:
        spans = [span(band) for band in bands]
        heights = [bottom - top for top, bottom in spans]
        least = int(np.argmin(heights))
        if heights[least] >= SHORT * max(heights):
            return bands
        above = spans[least][0] - spans[least - 1][1] if least else np.inf
        below = spans[least + 1][0] - spans[least][1] if least + 1 < len(bands) else np.inf
        first = least - 1 if above <= below else least
        bands = [*bands[:first], bands[first] + bands[first + 1], *bands[first + 2 :]]
    return bands


def span(band: Sequence[Mark]) -> tuple[int, int]:
    """Where it begins and ends, downwards."""
    return min(piece.y for piece in band), max(piece.bottom for piece in band)


def width(band: Sequence[Mark]) -> int:
    """From its leftmost pixel to its rightmost."""
    return max(mark.right for mark in band) - min(mark.x for mark in band)
