"""Snapshots taken on the way, so that going back means recomputing a short stretch and not everything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

MOST_BYTES = 96 * 1024 * 1024
MOST_FRAMES = 24


class Keyframes:
    """Snapshots of all runs at some steps; the one of step 0 is always kept."""

    def __init__(self, total: int, bytes_each: int) -> None:
        room = max(1, MOST_BYTES // max(bytes_each, 1))
        self._every = max(1, -(-total // min(MOST_FRAMES, room)))
        self._taken: dict[int, Sequence[Any]] = {}

    def wants(self, step: int) -> bool:
        return step % self._every == 0 and step not in self._taken

    def take(self, step: int, snapshots: Sequence[Any]) -> None:
        self._taken[step] = snapshots

    def before(self, step: int) -> tuple[int, Sequence[Any]]:
        """The latest at or before `step`; KeyError if none was taken."""
        place = max((s for s in self._taken if s <= step), default=None)
        if place is None:
            raise KeyError(step)
        return place, self._taken[place]

    def forget_after(self, step: int) -> None:
        self._taken = {s: kept for s, kept in self._taken.items() if s <= step}
