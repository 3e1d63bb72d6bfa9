"""What the model says of a picture, as text."""

import numpy as np

from lambda_fn.errors import BlankDrawing
from lambda_fn.model import Model
from lambda_fn.reading import Reading
from lambda_fn.recogniser import read
from tests.lambda_fn.drawings import encoded

NO_DIGIT = "?"


def says(model: Model, picture: np.ndarray, kind: str = "PNG", **options: int) -> str:
    """The figures from left to right, `?` for no digit, nothing for a blank drawing."""
    try:
        return said(read(encoded(picture, kind, **options), model))
    except BlankDrawing:
        return ""


def said(reading: Reading) -> str:
    """The figures from left to right, `?` for no digit."""
    return "".join(NO_DIGIT if mark.digit is None else str(mark.digit) for mark in reading.digits)


def figures(text: str) -> str:
    """What was read as a digit, of what was said."""
    return text.replace(NO_DIGIT, "")
