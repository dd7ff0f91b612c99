"""A loop that has to stay under a size in bytes: smaller and slower until it fits."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

from engine.errors import OutputError, RangeError
from engine.phrase import Phrase
from gui.recording.filming import Order, Recorded, Watch, filmed
from gui.recording.formats import SMALLEST, Format

LEAST_BYTES = 10_000
MOST_BYTES = 10**10
_LEAST_FPS = 8
_SMOOTH = 15
"""Down to so many frames a second the rate gives way as much as the size; below it only the size does."""

_SAFE = 0.94
_TRIES = 6


def fitted(order: Order, kind: Format, place: Path, under: int, watch: Watch) -> Recorded:
    """As `filmed`, with the largest size and rate found at which the file has at most `under` bytes.

    Raises OutputError if it is too large even at the smallest.
    """
    if not LEAST_BYTES <= under <= MOST_BYTES:
        raise RangeError(Phrase("bytes"), under, LEAST_BYTES, MOST_BYTES)
    for attempt in range(_TRIES):
        # how many rounds there will be is not known; each takes half of what is left
        watch.between(1 - 0.5**attempt, 1 - 0.5 ** (attempt + 1))
        recorded = filmed(order, kind, place, watch)
        taken = place.stat().st_size
        if taken <= under:
            watch.between(1.0, 1.0)
            watch.one()
            return recorded
        smaller = reduced(order, under / taken)
        if smaller == order:
            break
        order = smaller
    raise OutputError(
        Phrase(
            "even {width}x{height} at {fps} frames a second takes {taken:,} bytes; "
            "allow more, or film fewer seconds",
            width=order.size[0],
            height=order.size[1],
            fps=order.fps,
            taken=taken,
        )
    )


def reduced(order: Order, factor: float) -> Order:
    """The order with about `factor` (below 1) times its pixels a second."""
    factor *= _SAFE
    fps = order.fps
    if fps > _SMOOTH:
        fps = max(_SMOOTH, round(fps * math.sqrt(factor)))
    share = math.sqrt(factor * order.fps / fps)
    width, height = (_even(length * min(share, 1.0)) for length in order.size)
    low = max(SMALLEST[0] / width, SMALLEST[1] / height, 1.0)
    if low > 1.0:
        # as small as it can be: from here on only the rate gives way
        width, height = (_even(length * low + 1) for length in (width, height))
        width, height = min(width, order.size[0]), min(height, order.size[1])
        fps = max(_LEAST_FPS, math.floor(order.fps * factor))
    return replace(order, size=(width, height), fps=min(fps, order.fps))


def _even(length: float) -> int:
    return 2 * math.floor(length / 2)
