"""Keep freed memory for the next picture, instead of giving it back to the system each time.

A picture's arrays are large, and glibc by default returns large blocks to the kernel when they are
freed: the next array's pages are then faulted in and zeroed anew, which takes two fifths of
the time that a picture of 400 pixels and more is read in. See mallopt(3).
"""

import ctypes

TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3  # mallopt's numbers of these, in <malloc.h>
KEPT = 64 * 2**20  # bytes of free memory at most, at the heap's top
LARGEST = 32 * 2**20  # bytes: more at once is given back, as the largest that glibc lets one keep


def keep_freed() -> bool:
    """Whether the allocator knows how to be told, and was; where not, all is merely slower."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):  # another C library, or no such thing
        return False
    return bool(mallopt(MMAP_THRESHOLD, LARGEST) and mallopt(TRIM_THRESHOLD, KEPT))
