"""The particle nearest to a place, against looking at every one."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from engine.nearest import ALIKE, nearest
from engine.problem import laid_out
from engine.run import Run

METRIC = np.array([[30.0, -8.0], [5.0, -25.0]])


def swarm(n: int, kernels: str = "split", dtype: str = "float64", spread: float = 1.0) -> Run:
    start = np.random.default_rng(3).normal(0.25, spread, (n, 2))
    return Run(
        engine.load_optimizer("adam"),
        engine.load_landscape("himmelblau"),
        start,
        total_steps=10,
        kernels=kernels,
        dtype=dtype,
    )


def by_hand(run: Run, place: tuple[float, float]) -> np.ndarray:
    return np.hypot(*(METRIC @ (run.positions().astype(np.float64) - place).T))


@pytest.mark.parametrize(
    ("kernels", "dtype"), [("numpy", "float64"), ("split", "float64"), ("split", "float32")]
)
@pytest.mark.parametrize("n", [65, 1000, 140_001])
def test_it_is_the_nearest_one(n: int, kernels: str, dtype: str) -> None:
    run = swarm(n, kernels, dtype)
    run.advance(2)
    rng = np.random.default_rng(5)
    hits = 0
    for place in rng.normal(0.25, 1.5, (40, 2)):
        away = by_hand(run, tuple(place))
        found = nearest(run.backend.layout(), tuple(place), METRIC, 6.0)
        if away.min() > 6.0:
            assert found is None
            continue
        hits += 1
        assert found is not None
        number, distance = found
        assert distance == pytest.approx(away[number])
        assert distance == pytest.approx(away.min()) or distance < ALIKE * 6.0
    assert hits


def test_places_that_no_particle_is_near_find_none() -> None:
    optimizer, landscape = engine.load_optimizer("adam"), engine.load_landscape("himmelblau")
    far = Run(optimizer, landscape, np.full((700, 2), 3.0), total_steps=1, kernels="split")
    # lanes that fill the last block up lie at 0, and are no particles
    assert nearest(far.backend.layout(), (0.0, 0.0), METRIC, 6.0) is None
    assert nearest(far.backend.layout(), (3.0, 3.0), METRIC, 6.0) == (0, 0.0)


def test_numbers_that_are_none_are_passed_over() -> None:
    theta = np.array([[np.nan, 0.0], [np.inf, 0.0], [0.0, np.nan], [0.1, 0.1], [1e300, -1e300]])
    layout = laid_out(theta, np.full(5, -1, np.int32))
    found = nearest(layout, (0.0, 0.0), METRIC, 6.0)
    assert found is not None
    assert found[0] == 3
    assert nearest(layout, (np.nan, 0.0), METRIC, 6.0) is None
    assert nearest(layout, (0.0, 0.0), np.zeros((2, 2)), 6.0) is None
    assert nearest(layout, (0.0, 0.0), np.full((2, 2), np.nan), 6.0) is None


def test_of_many_on_one_spot_the_first_is_taken() -> None:
    theta = np.zeros((300_000, 2))
    theta[250_000] = (0.001, 0.0)
    layout = laid_out(theta, np.full(len(theta), -1, np.int32))
    assert nearest(layout, (0.001, 0.0), METRIC, 6.0) == (0, pytest.approx(0.001 * np.hypot(30, 5)))


def test_a_plane_of_which_no_pixel_is_told_in_numbers_finds_nothing_and_is_silent() -> None:
    layout = laid_out(np.array([[0.0, 0.0], [1e12, -1e12]]), np.full(2, -1, np.int32))
    assert nearest(layout, (1.0, 2.0), 1e300 * np.eye(2), 12.0) is None
