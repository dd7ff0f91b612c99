"""Snapshots taken on the way, so that going back means recomputing a short stretch and not everything."""

from __future__ import annotations

from engine import memory
from engine.run import Snapshot

SHARE = 0.1
"""The part of the free memory that the snapshots of all runs may take together."""

MOST_FRAMES = 128
CLOSEST = 16
STRETCH = 100_000_000
"""Particle-steps between two snapshots at first: some tenths of a second to recompute."""


class Keyframes:
    """Snapshots of one run at some steps. Where they become too many, every second one is given up.

    The snapshot of step 0 is always kept.
    """

    def __init__(self, particles: int, bytes_each: int, runs: int) -> None:
        room = memory.available() * SHARE / max(runs, 1)
        self._most = min(max(int(room / max(bytes_each, 1)), 2), MOST_FRAMES)
        self._every = max(CLOSEST, STRETCH // particles if particles > 100_000 else CLOSEST)
        self._taken: dict[int, Snapshot] = {}

    @property
    def first(self) -> Snapshot:
        return self._taken[0]

    def room(self, step: int) -> int:
        """How many steps it is to the next step at which one is wanted."""
        return self._every - step % self._every

    def wants(self, step: int) -> bool:
        return step % self._every == 0 and step not in self._taken

    def take(self, snapshot: Snapshot) -> None:
        """Keeps it; those that stand too close by then are given up."""
        self._taken[snapshot.step] = snapshot
        while len(self._taken) > self._most:
            self._every *= 2
            self._taken = {s: kept for s, kept in self._taken.items() if s % self._every == 0}

    def before(self, step: int) -> Snapshot:
        """The latest at or before `step`; KeyError if none was taken."""
        place = max((s for s in self._taken if s <= step), default=None)
        if place is None:
            raise KeyError(step)
        return self._taken[place]

    def forget_after(self, step: int) -> None:
        self._taken = {s: kept for s, kept in self._taken.items() if s <= step}
