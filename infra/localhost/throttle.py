"""Throttling as API Gateway does it: a bucket of tokens, one for each request."""

import threading
import time
from collections.abc import Callable


class TokenBucket:
    """Holds up to `burst` tokens and gains `rate` of them a second; starts full."""

    def __init__(
        self, *, rate: float, burst: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._tokens, self._filled = float(burst), clock()
        self._lock = threading.Lock()

    def take(self) -> bool:
        """Take one token; False where the bucket is empty."""
        with self._lock:
            now = self._clock()
            gained = (now - self._filled) * self._rate
            self._tokens, self._filled = min(self._burst, self._tokens + gained), now
            if self._tokens < 1:
                return False
            self._tokens -= 1
            return True
