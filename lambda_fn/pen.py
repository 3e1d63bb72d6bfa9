"""A pen's line on a picture."""

from collections.abc import Sequence

from PIL import ImageDraw


def draw_line(
    draw: ImageDraw.ImageDraw,
    points: Sequence[tuple[float, float]],
    width: float,
    *,
    is_round: bool = True,
) -> None:
    """A line in 255 through points, in pixels; `is_round`: with round joins and ends."""
    radius = width / 2
    for x, y in points if is_round else ():
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    if len(points) > 1:
        draw.line(list(points), fill=255, width=max(1, round(width)))
