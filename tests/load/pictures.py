"""What is posted under load: each digit, and a number, in some sizes."""

from tests.lambda_fn.drawings import STROKES, cover, digit, encoded, painted


def pictures() -> list[bytes]:
    """Fifteen PNGs; the answer to each, asked alone, is what it must be under load."""
    digits = [encoded(painted(digit(value))) for value in range(10)]
    larger = [
        encoded(painted(digit(value, size=(600, 600), at=(180, 120), height=360, pen=30)))
        for value in range(0, 10, 3)
    ]
    shifted = [[(x + 0.9, y) for x, y in stroke] for stroke in STROKES[7]]
    number = cover([*STROKES[4], *shifted], size=(400, 300))
    return [*digits, *larger, encoded(painted(number))]
