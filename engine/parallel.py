"""Parts of one task on several threads, for compiled work that needs no interpreter."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor


def in_parts(work: Callable[[int, int, int], None], total: int, parts: int) -> None:
    """Call work(part, low, high) for about equal parts of 0 … total − 1, all but the first on other threads.

    Returns when all are done; raises what one of them raised.
    """
    parts = max(1, min(parts, total))
    edges = [total * k // parts for k in range(parts + 1)]
    spans = list(enumerate(itertools.pairwise(edges)))
    if parts == 1:
        work(0, 0, total)
        return
    with ThreadPoolExecutor(parts - 1, "ravine-part") as pool:
        others = [pool.submit(work, part, low, high) for part, (low, high) in spans[1:]]
        work(0, *spans[0][1])
        for other in others:
            other.result()
