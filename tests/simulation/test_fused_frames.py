"""Frames of a fused run, which takes steps together, hold what frames of a split one hold."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from engine.simulation import record


@pytest.mark.parametrize(("steps", "every"), [(20, 1), (20, 7), (21, 7), (20, 20)])
def test_a_fused_run_is_recorded_as_a_split_one(steps: int, every: int) -> None:
    start = engine.start.box((-4.0, 4.0, -4.0, 4.0), 300, seed=5)
    results = []
    for kernels in ("split", "fused"):
        run = engine.Run(
            engine.load_optimizer("momentum"),
            engine.load_landscape("himmelblau"),
            start,
            params={"eta": 0.002},
            noise=engine.Noise(sigma=0.1),
            dtype="float32",
            total_steps=steps,
            kernels=kernels,
        )
        results.append(record(run, steps, every))
    split, fused = results
    assert fused.update[1:].any()
    for name in ("steps", "positions", "loss", "gradient", "update", "outcome"):
        assert np.array_equal(getattr(split, name), getattr(fused, name)), name
    assert np.array_equal(split.state["v"], fused.state["v"])
