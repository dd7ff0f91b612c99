"""Particles at a fixed point are not stepped any further, and nobody can tell but by the clock."""

from __future__ import annotations

import numpy as np
import pytest

from engine import Noise, drivers, list_ids
from engine.catalogue import load_schedule
from engine.tables import steady_from

from .problems import assert_same_bits, make, spread

BOWL = "x**2 + 3*y**2 + 0.5*x*y"
CASES = {
    "gradient descent": ("gradient_descent", {"params": {"eta": 0.1}}),
    "momentum": ("momentum", {"params": {"eta": 0.02, "gamma": 0.7}}),
    "clipped": ("theta -= eta*max(min(g, 1), -1)", {"params": {"eta": 0.1}}),
    "a sign that alternates": ("v = -v\ntheta -= eta*g", {"params": {"eta": 0.1}}),
    "a counter": ("n = n + 1\ntheta -= eta*g", {"params": {"eta": 0.1}}),
    "a rate by t": ("theta -= eta/t*g", {"params": {"eta": 0.3}}),
    "no field": ("theta = theta*0.5", {}),
    "adam": ("adam", {"params": {"eta": 0.05}}),
}


def portions(run, steps, each):
    """The same steps a few at a time: too few for anybody to look whether a block rests."""
    for first in range(0, steps, each):
        run.advance(min(each, steps - first))


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("kernels", ["split", "fused"])
def test_the_bits_are_those_of_stepping_on(name, dtype, kernels):
    rule, options = CASES[name]
    whole, bits = (make(rule, BOWL, spread(700), kernels, dtype=dtype, **options) for _ in range(2))
    whole.advance(1600)
    portions(bits, 1600, drivers.WATCH - 1)
    assert_same_bits_of_position(whole, bits)


def assert_same_bits_of_position(a, b):
    rows = ("theta", *(f"state:{name}" for name in a.state_names))
    for row in rows:
        assert a.read(row).tobytes() == b.read(row).tobytes(), row


@pytest.mark.parametrize("name", ["gradient descent", "momentum", "clipped", "no field"])
def test_last_gradient_and_move_are_those_of_the_last_step(name):
    rule, options = CASES[name]
    whole, bits = (make(rule, BOWL, spread(700), dtype="float32", **options) for _ in range(2))
    whole.advance(1600)
    portions(bits, 1600, 7)
    assert_same_bits(whole, bits)
    assert (whole.last_move() == 0).all()


def test_what_rests_stays_there_and_moves_again_when_it_is_moved():
    run = make("gradient_descent", BOWL, spread(700), dtype="float32", params={"eta": 0.1})
    run.advance(900)
    rested = run.positions()
    run.advance(900)
    assert run.positions().tobytes() == rested.tobytes()
    run.set_params(eta=0.4)
    run.restart(spread(700, 1.0))
    run.advance(1)
    assert (run.last_move() != 0).all()


def test_noise_never_rests():
    run = make("gradient_descent", BOWL, spread(5), params={"eta": 0.1}, noise=Noise(0.1))
    run.advance(900)
    before = run.positions()
    run.advance(64)
    assert (run.positions() != before).all()


@pytest.mark.parametrize("name", list_ids("schedules"))
def test_a_schedule_wakes_up_what_rested(name):
    options = {"params": {"eta": 0.05}, "dtype": "float32", "total_steps": 800}
    whole, bits = (
        make("gradient_descent", BOWL, spread(300), schedule=load_schedule(name), **options) for _ in range(2)
    )
    whole.advance(800)
    portions(bits, 800, 9)
    assert_same_bits(whole, bits)


def test_one_particle_that_moves_keeps_its_block_going():
    start = np.zeros((700, 2))
    start[650] = 1.0
    whole, alone = (
        make("gradient_descent", BOWL, points, dtype="float32", params={"eta": 1e-4})
        for points in (start, start[650:651])
    )
    for run in (whole, alone):
        run.advance(2000)
    assert whole.positions()[650].tobytes() == alone.positions()[0].tobytes()
    assert (whole.positions()[:650] == 0).all()


def test_particles_that_blow_up_among_those_that_rest_stop_at_their_step():
    start = np.zeros((700, 2))
    start[3] = 1.0
    runs = [
        make("theta -= eta*grad(theta)", "x**2 - y**2", start, kernels, params={"eta": 0.5}, dtype="float32")
        for kernels in ("split", "numpy")
    ]
    for run in runs:
        run.advance(400)
    assert runs[0].stopped_at.tolist() == runs[1].stopped_at.tolist()
    assert runs[0].count_stopped() == 1


def test_from_where_on_tables_are_steady():
    assert steady_from(np.array([[1.0, 2.0], [1.0, 2.0]])) == 0
    assert steady_from(np.array([[0.0], [1.0], [1.0]]), np.array([[5.0], [5.0], [5.0]])) == 1
    assert steady_from(np.array([[1.0], [1.0], [1.0]]), np.array([[5.0], [7.0], [5.0]])) == 2
    assert steady_from(np.array([[0.0], [-0.0]])) == 1
    assert steady_from(np.array([[np.nan], [np.nan]], np.float32)) == 0
