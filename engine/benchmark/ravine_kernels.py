"""Ravine's own kernels as contenders."""

from __future__ import annotations

from typing import Any, Literal

from .problem import Cell, Points


class Ravine:
    """A cell's work by `engine.Run`."""

    slow = False
    looks_from_ahead = False

    def __init__(
        self, cell: Cell, start: Points, kernels: Literal["split", "fused"], total_steps: int
    ) -> None:
        from ..catalogue import load_landscape, load_optimizer
        from ..run import Run

        self._parameters = cell.parameters
        self._run = Run(
            load_optimizer(cell.rule),
            load_landscape(cell.landscape),
            start,
            params=cell.parameters,
            dtype="float32",
            total_steps=total_steps,
            kernels=kernels,
        )
        self._begin: Any = self._run.snapshot()

    def reset(self) -> None:
        self._run.restore(self._begin)

    def advance(self, steps: int) -> None:
        self._run.advance(steps)

    def positions(self) -> Points:
        return self._run.positions()

    def seen_from_ahead(self) -> Points:
        """θ − γv, where Nesterov's rule takes the gradient next."""
        return self._run.positions() - self._parameters["gamma"] * self._run.state("v")
