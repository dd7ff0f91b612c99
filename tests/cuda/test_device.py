"""On a device: what the simulator shows of behaviour, here of the real compiler and memory."""

from __future__ import annotations

import numpy as np
import pytest

from engine import Clip, Noise, Run, cuda, swarm
from engine.catalogue import list_ids, load_landscape, load_optimizer
from engine.compiled import fuses_multiply_add

pytestmark = pytest.mark.gpu


@pytest.fixture(autouse=True)
def _device() -> None:
    found = cuda.find()
    if isinstance(found, str):
        pytest.skip(found)


def both(rule: str, field: str, n: int, steps: int, **options) -> tuple[Run, Run]:
    place = load_landscape(field)
    x0, x1, y0, y1 = place.domain
    share = np.random.default_rng(4).random((n, 2))
    start = np.array([x0, y0]) + share * np.array([x1 - x0, y1 - y0])
    runs = [
        Run(load_optimizer(rule), place, start, total_steps=steps, backend=where, **options)
        for where in ("cuda", "cpu")
    ]
    for run in runs:
        run.advance(steps)
    return runs[0], runs[1]


@pytest.mark.parametrize("rule", list_ids("optimizers"))
@pytest.mark.parametrize("field", ["booth", "matyas", "rosenbrock"])
def test_float64_agrees_over_100_steps(rule, field):
    ours, other = both(rule, field, 1000, 100)
    assert np.array_equal(ours.stopped_at, other.stopped_at)
    scale = np.abs(other.positions()).max()
    assert np.abs(ours.positions() - other.positions()).max() <= 1e-12 * scale


@pytest.mark.skipif(not fuses_multiply_add(), reason="this processor rounds twice where a device does once")
@pytest.mark.parametrize("rule", ["adam", "nesterov_three", "rmsprop"])
@pytest.mark.parametrize("field", ["himmelblau", "rastrigin", "ackley"])
def test_float32_gives_the_same_bits(rule, field):
    options = {"dtype": "float32", "noise": Noise(0.1, 0.7), "clip": Clip(5.0, 6.0), "params": {"eta": 1e-3}}
    ours, other = both(rule, field, 5000, 200, **options)
    assert np.array_equal(ours.positions(), other.positions())


def test_frames_images_and_outcomes_are_those_made_here():
    ours, other = both("momentum", "himmelblau", 20_000, 50, dtype="float32", params={"eta": 0.01})
    rectangle = (-5.0, 5.0, -5.0, 5.0)
    assert np.array_equal(swarm.density(ours, rectangle, 64, 48), swarm.density(other, rectangle, 64, 48))
    for mine, theirs in zip(swarm.basins(ours), swarm.basins(other), strict=True):
        assert np.mean(mine != theirs) < 1e-3
    pairs = zip(swarm.frames(ours, 40, 3), swarm.frames(other, 40, 3), strict=True)
    for (step, mine), (expected, theirs) in pairs:
        assert step == expected
        assert np.array_equal(mine, theirs)
