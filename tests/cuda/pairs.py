"""The same run on the CUDA simulator and elsewhere, and how far the two are apart."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine import Run

START = np.array([[2.6, 1.7], [-2.5, 3.3], [0.4, -0.9], [3.9, -1.2]])


def both(rule: Any, field: Any, start: np.ndarray, steps: int, other: str = "numpy", **options: Any) -> Any:
    """The same run on the simulator and on another backend, both at their end."""
    runs = []
    for where in ("cuda", other):
        chosen = {"backend": where} if where != "numpy" else {"kernels": "numpy"}
        run = Run(rule, field, start, total_steps=steps, **options, **chosen)
        run.advance(steps)
        runs.append(run)
    return runs


def apart(ours: Run, other: Run) -> float:
    """The largest difference of positions, states and last gradients, relative to the largest of each."""
    rows = ["theta", *(f"state:{name}" for name in ours.state_names)]
    slope = ours.last_gradient() - other.last_gradient()
    found = [difference(ours.backend.read(row), other.backend.read(row)) for row in rows]
    return max(*found, float(np.abs(slope).max()) / max(1.0, float(np.abs(other.last_gradient()).max())))


def difference(a: np.ndarray, b: np.ndarray) -> float:
    """Relative to the largest number; infinite where one is not finite."""
    if not (np.isfinite(a).all() and np.isfinite(b).all()):
        return float("inf")
    return float(np.max(np.abs(a - b)) / max(float(np.max(np.abs(b))), 1e-3))
