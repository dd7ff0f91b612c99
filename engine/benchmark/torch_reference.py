"""The same work by torch.optim, one tensor for all particles, with the gradient written out."""

from __future__ import annotations

import importlib.util
import math
from typing import Any

import numpy as np

from ..phrase import Phrase
from .problem import Absent, Cell, Points


class Torch:
    """A cell's work by torch, whose ε stands outside the root, which tells where gradients vanish."""

    slow = True
    looks_from_ahead = True

    def __init__(self, cell: Cell, start: Points) -> None:
        if not importlib.util.find_spec("torch"):
            raise Absent(Phrase("not installed"))
        import torch

        self._cell = cell
        self._begin = torch.from_numpy(np.ascontiguousarray(start.T))
        self._point = self._begin.clone()
        self._rule = _rule(cell, self._point)

    def reset(self) -> None:
        self._point = self._begin.clone()
        self._rule = _rule(self._cell, self._point)

    def advance(self, steps: int) -> None:
        import torch

        with torch.no_grad():
            for _ in range(steps):
                self._point.grad = torch.stack(_slope(self._cell.landscape, self._point[0], self._point[1]))
                self._rule.step()

    def positions(self) -> Points:
        return self._point.numpy().T


def _rule(cell: Cell, point: Any) -> Any:
    import torch

    p = cell.parameters
    if cell.rule in ("momentum", "nesterov"):
        return torch.optim.SGD([point], p["eta"], momentum=p["gamma"], nesterov=cell.rule == "nesterov")
    if cell.rule == "rmsprop":
        return torch.optim.RMSprop([point], p["eta"], alpha=p["gamma"], eps=p["eps_root"])
    return torch.optim.Adam([point], p["eta"], betas=(p["beta1"], p["beta2"]), eps=p["eps_root"])


def _slope(name: str, x: Any, y: Any) -> tuple[Any, Any]:
    import torch

    if name == "himmelblau":
        a, b = x * x + y - 11, x + y * y - 7
        return 4 * x * a + 2 * b, 2 * a + 4 * y * b
    if name == "rosenbrock":
        b = y - x * x
        return -400 * x * b - 2 * (1 - x), 200 * b
    if name == "rastrigin":
        return 2 * x + 20 * math.pi * torch.sin(math.tau * x), 2 * y + 20 * math.pi * torch.sin(math.tau * y)
    radius = torch.sqrt((x * x + y * y) / 2)
    slope = 2 * torch.exp(-0.2 * radius) / radius
    waves = math.pi * torch.exp((torch.cos(math.tau * x) + torch.cos(math.tau * y)) / 2)
    return slope * x + waves * torch.sin(math.tau * x), slope * y + waves * torch.sin(math.tau * y)
