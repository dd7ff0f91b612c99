"""Steps recorded by the compiled loop are those taken one by one."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from engine import Cancelled, Noise, Run, load_landscape, load_optimizer, load_signal
from engine.trajectory import trajectory
from engine.turns import Turn

START = np.random.default_rng(3).uniform(-2, 2, (5, 2))


def twins(optimizer: str, field: str, **options: object) -> tuple[Run, Run]:
    place = load_signal(field) if field == "sine" else load_landscape(field)
    start = np.zeros((3, 1)) if field == "sine" else START
    first, second = (
        Run(load_optimizer(optimizer), place, start, total_steps=50, **options) for _ in range(2)
    )
    return first, second


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("kernels", ["numpy", "split", "fused"])
@pytest.mark.parametrize(("optimizer", "field"), [("adam", "himmelblau"), ("nesterov_three", "sine")])
def test_every_row_of_every_step(optimizer: str, field: str, kernels: str, dtype: str) -> None:
    recorded, stepped = twins(optimizer, field, kernels=kernels, dtype=dtype, noise=Noise(sigma=0.1))
    recorded.advance(3)
    stepped.advance(3)
    rows = trajectory(recorded, 20)
    for k in range(20):
        stepped.advance(1)
        for name, row in rows.items():
            assert np.array_equal(row[k], stepped.read(name)), name
    recorded.advance(2)
    stepped.advance(2)
    assert np.array_equal(recorded.positions(), stepped.positions())
    assert recorded.step == stepped.step


def test_turns_and_particles_that_are_lost() -> None:
    options = {"params": {"eta": 0.02}, "turns": [Turn(4, {"eta": 8.0})]}
    recorded, stepped = twins("gradient_descent", "rosenbrock", **options)
    rows = trajectory(recorded, 30)
    for k in range(30):
        stepped.advance(1)
        assert np.array_equal(rows["theta"][k], stepped.positions())
    assert (stepped.stopped_at > 4).any()
    assert np.array_equal(recorded.stopped_at, stepped.stopped_at)


def test_it_stops_on_request() -> None:
    run, _ = twins("adam", "himmelblau")
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(Cancelled):
        trajectory(run, 10, cancel)
    assert run.step == 0
