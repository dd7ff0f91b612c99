"""Pixels simulated by the processor: patches of them, on as many threads as asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.language.common_kernels import SEED_HIGH, SEED_LOW
from engine.numerics import philox

if TYPE_CHECKING:
    from .machinery import Room
    from .part import Part
    from .tile import Tile

_UNIT = 1 << 24
"""Particle-steps of one piece of work: it costs nothing to begin one, and work is stopped between two."""


def simulate(
    part: Part,
    tile: Tile,
    seed: int,
    threads: int,
    cancel: threading.Event | None,
    progress: Callable[[float], object] | None,
) -> None:
    """Fill the arrays of a part's tile; see `tile.compute`."""
    from .layout import SHARE

    given = part.given
    k, n, s, places = given.machine.kernels, given.numbers, part.starts, given.places
    bounds, frame = given.bounds, part.frame.astype(part.dtype)
    seeded = n.key.copy()
    seeded[SEED_LOW], seeded[SEED_HIGH] = philox.key_of(seed)
    arrays = tile.in_order()

    def work(room: Room, low: int, high: int) -> None:
        given.machine.map_patches(
            k.addresses, given.machine.measuring, k.plan, k.shape, n.p, n.q, n.amounts, seeded.copy(),
            s.kinds, s.pool, part.entries, places.exact, given.rough, part.sets, bounds,
            part.dtype.type(bounds[4]), part.cells, frame, n.q_wide,
            room.block, room.notes, room.wide, room.verdicts, room.seen, *arrays, low, high,
        )  # fmt: skip

    part.in_pieces(work, _UNIT // (SHARE * part.study.steps), threads, cancel, progress)
