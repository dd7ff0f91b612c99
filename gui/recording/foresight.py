"""What the charts of a recording show, worked out for the whole run at once before it is filmed.

A few new steps a picture, each worked out for itself, would take a quarter of a frame's time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gui.player.stage import StagePlayer
from gui.plots.build import Columns
from gui.plots.meter import MOST_ROWS

if TYPE_CHECKING:
    from scenarios.building import Kernels
    from scenarios.resolving import Resolved


class Foresight:
    """The columns of every run of few particles, from its first step to its last."""

    def __init__(self, columns: tuple[Columns, ...]) -> None:
        self._columns = columns

    @classmethod
    def of(cls, resolved: Resolved, kernels: Kernels) -> Foresight | None:
        """None where a run is a swarm, or too long for every step to be remembered."""
        player = StagePlayer(resolved, kernels)
        if any(player.swarms()) or player.total >= MOST_ROWS:
            return None
        player.advance(player.total, player.total)
        columns = player.columns()
        complete = all(len(table["t"]) == player.total + 1 for table in columns)
        return cls(columns) if complete else None

    def columns(self, step: int) -> tuple[Columns, ...]:
        """What is known after `step` steps."""
        return tuple({name: column[: step + 1] for name, column in table.items()} for table in self._columns)

    def losses(self, step: int) -> tuple[float, ...]:
        """By run, after `step` steps."""
        return tuple(float(np.asarray(table["loss"])[step]) for table in self._columns)
