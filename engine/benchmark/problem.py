"""What is measured: four rules on four landscapes, with the parameters that every contender gets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

RULES = ("momentum", "nesterov", "rmsprop", "adam")
LANDSCAPES = ("himmelblau", "rosenbrock", "rastrigin", "ackley")

Points = NDArray[np.float32]

# Rates at which the steepest place of the box is still stable: what blows up is another kind of work.
_BOXES = {
    "himmelblau": (-5.0, 5.0, -5.0, 5.0),
    "rosenbrock": (-1.5, 1.5, -0.5, 2.5),
    "rastrigin": (-5.0, 5.0, -5.0, 5.0),
    "ackley": (-5.0, 5.0, -5.0, 5.0),
}
_DESCENT_RATES = {"himmelblau": 1e-3, "rosenbrock": 2e-4, "rastrigin": 1e-3, "ackley": 1e-2}


@dataclass(frozen=True)
class Cell:
    """One rule on one landscape. Parameters have the catalogue's names; what a rule lacks is unused."""

    rule: str
    landscape: str

    @property
    def parameters(self) -> dict[str, float]:
        """The parameters of this rule, for the catalogue's optimizer of the same id."""
        if self.rule in ("momentum", "nesterov"):
            return {"eta": _DESCENT_RATES[self.landscape], "gamma": 0.9}
        smoothing = {"eps_root": 1e-8, "eps": 0.0}
        if self.rule == "rmsprop":
            return {"eta": 1e-2, "gamma": 0.9, **smoothing}
        return {"eta": 1e-2, "beta1": 0.9, "beta2": 0.999, **smoothing}

    def start(self, count: int) -> Points:
        """(count, 2) float32 points, spread evenly over the landscape's box; the same every time."""
        x0, x1, y0, y1 = _BOXES[self.landscape]
        spread = np.random.default_rng(1).random((count, 2))
        return (np.array([x0, y0]) + spread * np.array([x1 - x0, y1 - y0])).astype(np.float32)


def matrix() -> list[Cell]:
    """All cells, rule by rule."""
    return [Cell(rule, landscape) for rule in RULES for landscape in LANDSCAPES]


class Contender(Protocol):
    """One way of doing a cell's work.

    `slow` contenders are measured over fewer steps. `looks_from_ahead` says that Nesterov's rule is rewritten
    over θ − γv, as libraries do, so that `positions` has those points.
    """

    slow: bool
    looks_from_ahead: bool

    def reset(self) -> None:
        """Back to the start, before step 1."""

    def advance(self, steps: int) -> None:
        """Take `steps` steps; returns when they are done."""

    def positions(self) -> Points:
        """(n, 2) float32."""


class Absent(Exception):  # noqa: N818  (an ordinary outcome: a row of the table says so)
    """A contender that this machine does not have; the text is for the table."""
