"""On a device: what the simulator shows of behaviour, here of the real compiler and memory."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine import Clip, Noise, Run, cuda, swarm
from engine.bulk.axes import Axis
from engine.bulk.study import MEASURES, Study
from engine.bulk.tile import compute
from engine.catalogue import list_ids, load_landscape, load_optimizer
from engine.compiled import fuses_multiply_add
from engine.problem import laid_out
from engine.splatting import Aim, Brush, Splatter, Target

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


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("fine", [True, False])
def test_planes_of_density_have_the_processor_s_bits(dtype, fine):
    run, _ = both("momentum", "himmelblau", 200_000, 30, dtype=dtype, params={"eta": 0.012})
    here = run.snapshot()
    stopped = here.stored.stopped_at.copy()
    stopped[::7] = 3
    run.restore(replace(here, stored=replace(here.stored, stopped_at=stopped)))
    assert run.count_stopped() == np.count_nonzero(run.stopped_at >= 0)
    aim, brush = Aim(-6.0, 6.0, 8.0, ((-0.5, 0.25), (0.5, 0.0))), Brush(900.0, fine)
    found = []
    for particles in (run, laid_out(run.positions(), run.stopped_at)):
        target = Target(
            np.zeros((96, 100), np.uint16), np.zeros((3, 2), np.uint8), np.zeros((96, 100), np.uint16)
        )
        Splatter().add(particles, target, aim, brush)
        found.append([target.plane, target.gone, target.tiles])
    assert found[0][0].max() == 65535
    assert found[0][1].any()
    for ours, expected in zip(*found, strict=True):
        assert np.array_equal(ours, expected)


@pytest.mark.parametrize("rule", ["gradient_descent", "momentum", "rmsprop"])
def test_particles_that_come_to_rest_have_the_bits_of_those_stepped_on(rule):
    options = {"dtype": "float32", "params": {"eta": 1e-3}}
    ours, other = both(rule, "booth", 3000, 6000, **options)
    assert np.array_equal(ours.positions(), other.positions())
    assert np.array_equal(ours.last_gradient(), other.last_gradient())
    few = both(rule, "booth", 3000, 0, **options)[0]
    for _ in range(240):
        few.advance(25)
    assert np.array_equal(few.positions(), ours.positions())


def test_the_first_particles_alone_are_those_of_all():
    ours, _ = both("adam", "booth", 3000, 5)
    for row in ("theta", "previous", "gradient", "state:m"):
        assert np.array_equal(ours.read(row, 700), ours.read(row)[:700])


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("noise", [Noise(), Noise(0.2, 0.8)])
def test_a_map_is_the_processor_s(dtype, noise):
    map_ = Study(
        load_optimizer("momentum"), load_landscape("himmelblau"), Axis("start.x", -6, 6),
        Axis("start.y", -5, 5), 300, 200, 700, params={"eta": 0.01}, noise=noise, dtype=dtype,
        measures=frozenset(MEASURES),
    )  # fmt: skip
    ours, other = compute(map_, backend="cuda").arrays(), compute(map_).arrays()
    for name in ("outcome", "basin", "steps", "visited"):
        assert np.mean(ours[name] != other[name]) < 1e-3, name
    alike = ours["steps"] == other["steps"]
    for name in ("loss", "distance", "excursion"):
        off = np.abs(ours[name] - other[name]) / np.maximum(np.abs(other[name]), 1)
        assert np.quantile(off[alike], 0.99) < (1e-9 if dtype == "float64" else 1e-4), name
    part = compute(map_, slice(50, 120), slice(33, 290), backend="cuda").arrays()
    for name, values in part.items():
        assert np.array_equal(values, ours[name][50:120, 33:290], equal_nan=values.dtype.kind == "f"), name
