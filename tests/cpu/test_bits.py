"""The same bits however the work is divided: threads, chunks, stretches, resumption, kinds of kernels."""

from __future__ import annotations

import numpy as np
import pytest

from engine import Clip, Noise, cpu

from .problems import RAVINE, assert_same_bits, everything, make, spread

NOISY = {"noise": Noise(0.1, 0.9), "clip": Clip(norm=3.0), "seed": 77}
RULES = ["nesterov_three", "adam", "theta = theta - eta*g/(1 + norm(g))"]


@pytest.fixture(autouse=True)
def _threads_for_little_work(monkeypatch):
    """Lets threads share work that one would do faster alone."""
    monkeypatch.setattr(cpu, "_ALONE", 0)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("options", [{}, NOISY], ids=["exact", "noisy"])
def test_threads_and_kinds_of_kernels(rule, dtype, options):
    start = spread(3000)
    reference = make(rule, RAVINE, start, threads=1, dtype=dtype, **options)
    reference.advance(30)
    for kernels, threads, pieces in (("split", 3, [30]), ("split", 2, [1, 7, 22]), ("fused", 2, [13, 16, 1])):
        run = make(rule, RAVINE, start, kernels, threads=threads, dtype=dtype, **options)
        for steps in pieces:
            run.advance(steps)
        assert_same_bits(run, reference)


@pytest.mark.parametrize("options", [{}, NOISY], ids=["exact", "noisy"])
def test_parts_of_a_swarm_run_apart(options):
    start = spread(2500)
    whole = make("rmsprop", RAVINE, start, **options)
    whole.advance(25)
    for low, high in ((0, 1), (1, 700), (700, 2500)):
        part = make("rmsprop", RAVINE, start[low:high], first_particle=low, **options)
        part.advance(25)
        for name, array in everything(part).items():
            assert array.tobytes() == everything(whole)[name][low:high].tobytes(), name


def test_stretches(monkeypatch):
    start = spread(1500)
    reference = make("adam", RAVINE, start, **NOISY)
    reference.advance(100)
    monkeypatch.setattr(cpu, "_LONGEST", 16)
    run = make("adam", RAVINE, start, **NOISY)
    run.advance(100)
    assert_same_bits(run, reference)


@pytest.mark.parametrize("kernels", ["numpy", "split", "fused"])
def test_a_snapshot_is_a_place_to_go_back_to(kernels):
    run = make("adam", "rosenbrock", spread(600), kernels, **NOISY)
    run.advance(10)
    here = run.snapshot()
    run.advance(20)
    run.set_params(eta=0.5)
    run.restore(here)
    assert run.step == 10
    run.advance(19)
    run.advance(1)
    straight = make("adam", "rosenbrock", spread(600), kernels, **NOISY)
    straight.advance(29)
    straight.advance(1)
    assert_same_bits(run, straight)


def test_a_snapshot_moves_from_numpy_to_kernels():
    """As the window does when the compiler is done."""
    plain = make("nesterov", "himmelblau", spread(50), "numpy")
    plain.advance(5)
    run = make("nesterov", "himmelblau", spread(50))
    run.restore(plain.snapshot())
    run.advance(5)
    plain.advance(5)
    assert run.step == 10
    np.testing.assert_allclose(run.positions(), plain.positions(), atol=1e-12)
