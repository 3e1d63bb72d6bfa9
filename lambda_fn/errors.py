"""What can be wrong, in the words of drawings and models; `problems.py` makes HTTP of it.

Each error's message is one sentence for the person who sent the drawing or keeps the service.
"""


class DigitpadError(Exception):
    """The root of every error that Digitpad raises on purpose."""


class BadRequest(DigitpadError):
    """The request's envelope is wrong: JSON that is none, base64 that is none."""


class UnservedType(DigitpadError):
    """The body is of a content type that is not read here; `served` says which are."""

    def __init__(
        self,
        content_type: str,
        served: str = "image/png, image/jpeg, image/webp or application/json",
    ) -> None:
        shown = content_type[:100]  # a data URL's may have megabytes, and the answer a limit
        super().__init__(f"Send {served}, not {shown!r}.")
        self.content_type = content_type


class TooLarge(DigitpadError):
    """More bytes or more pixels than are accepted."""

    def __init__(self, what: str, limit: int) -> None:
        super().__init__(f"The picture has more than {limit:,} {what}.")
        self.limit = limit


class UnreadableImage(DigitpadError):
    """The bytes are not a picture that can be decoded."""


class BlankDrawing(DigitpadError):
    """There is no ink on the paper, or only specks."""


class TooManyMarks(DigitpadError):
    """A drawing of more marks than anybody reads as a number; `limit` says how many are read."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"The drawing has more than {limit} marks.")
        self.limit = limit


class NotFound(DigitpadError):
    """Nothing is served at this path."""


class MethodNotAllowed(DigitpadError):
    """The path is served, but not with this method."""

    def __init__(self, method: str, allowed: str) -> None:
        super().__init__(f"This path takes {allowed}, not {method}.")
        self.allowed = allowed


class BadModel(DigitpadError):
    """A model's bytes or its manifest are not what they must be; it is not used."""


class NoModel(DigitpadError):
    """No model could be loaded, so nothing can be read."""


class StoreUnavailable(DigitpadError):
    """What keeps the given drawings does not answer; `why` is for who keeps the service."""

    def __init__(self, why: str) -> None:
        super().__init__("The given drawings cannot be reached just now. Try again later.")
        self.why = why
