"""Maps whose answer is known by other means: closed forms, an integration by SciPy, Newton's own equation."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import solve_ivp

import engine
from engine.bulk.axes import Axis
from engine.bulk.statistics import census, ends_of
from engine.bulk.study import Study
from engine.bulk.terrain import places_of
from engine.bulk.tile import compute
from engine.entries import Landscape
from engine.outcome import Outcome

GONE = (Outcome.DIVERGED, Outcome.NOT_FINITE)


def test_momentum_on_a_quadratic_is_stable_where_the_closed_form_says() -> None:
    # λ = 1: heavy-ball momentum is stable for 0 < ηλ < 2 (1 + γ), and grows by its spectral radius elsewhere
    map_ = Study(
        engine.load_optimizer("momentum"),
        engine.landscape("(x**2 + y**2)/2", domain=(-1, 1, -1, 1)),
        Axis("eta", 0.02, 4.4),
        Axis("gamma", 0.0, 0.98),
        width=120,
        height=64,
        steps=4000,
        start=(0.4, 0.3),
        dtype="float64",
    )
    tile = compute(map_)
    eta, gamma = np.meshgrid(map_.x.values(map_.width), map_.y.values(map_.height))
    bound = 2 * (1 + gamma)
    away = np.abs(eta - bound) > map_.x.high / map_.width
    stable = tile.outcome == Outcome.CONVERGED
    assert np.array_equal(stable[away], (eta < bound)[away])
    assert np.isin(tile.outcome[away & ~stable], GONE).all()
    trace = 1 + gamma - eta
    radius = np.abs((trace + np.sqrt((trace**2 - 4 * gamma).astype(complex))) / 2)
    radius = np.maximum(radius, np.abs((trace - np.sqrt((trace**2 - 4 * gamma).astype(complex))) / 2))
    grown = away & ~stable
    np.testing.assert_allclose(tile.rate[grown], np.log(radius[grown]), rtol=0.03)


def test_plain_descent_on_a_quadratic_takes_as_many_steps_as_its_powers_say() -> None:
    # after k steps the distance is |1 − η|ᵏ r, and the last step was η |1 − η|ᵏ⁻¹ r: both must be near
    map_ = Study(
        engine.load_optimizer("gradient_descent"),
        engine.landscape("(x**2 + y**2)/2", domain=(-1, 1, -1, 1)),
        Axis("eta", 0.02, 1.96),
        Axis("start.y", 0.1, 1),
        width=90,
        height=20,
        steps=4000,
        start=(0.4, 0.0),
        dtype="float64",
    )
    tile = compute(map_)
    eta, y = np.meshgrid(map_.x.values(map_.width), map_.y.values(map_.height))
    near, began, shrinks = 2e-3 * np.hypot(2, 2), np.hypot(0.4, y), np.log(np.abs(1 - eta))
    steps = np.maximum(np.log(near / began) / shrinks, 1 + np.log(near / (eta * began)) / shrinks)
    assert np.array_equal(tile.steps, np.ceil(steps))


def descent(landscape: Landscape, x: np.ndarray, y: np.ndarray, time: float) -> np.ndarray:
    """Where the flow θ' = −∇f leads from each start, (n, 2), by SciPy's own adaptive integration."""

    def flow(_: float, packed: np.ndarray) -> np.ndarray:
        gx, gy = landscape.gradient(*packed.reshape(2, -1))
        return -np.concatenate([gx, gy])

    ended = solve_ivp(flow, (0, time), np.concatenate([x, y]), method="RK45", rtol=1e-6, atol=1e-8)
    return ended.y[:, -1].reshape(2, -1).T


@pytest.mark.parametrize(
    ("name", "eta", "steps", "time"), [("himmelblau", 1e-3, 6000, 6.0), ("two_wells", 5e-3, 12_000, 60.0)]
)
def test_basins_of_plain_descent_are_those_of_its_flow(
    name: str, eta: float, steps: int, time: float
) -> None:
    landscape = engine.load_landscape(name)
    x0, x1, y0, y1 = landscape.domain
    map_ = Study(
        engine.load_optimizer("gradient_descent"), landscape, Axis("start.x", x0, x1),
        Axis("start.y", y0, y1), width=48, height=48, steps=steps, params={"eta": eta}, dtype="float64",
    )  # fmt: skip
    tile = compute(map_)
    minima = places_of(map_).minima
    x, y = (a.ravel() for a in np.meshgrid(map_.x.values(48), map_.y.values(48)))
    end = descent(landscape, x, y, time)
    away = np.stack([np.hypot(end[:, 0] - m.x, end[:, 1] - m.y) for m in minima])
    expected = away.argmin(axis=0).reshape(48, 48)
    fractions = census(ends_of(tile.outcome, tile.basin)).fractions(len(minima))
    for k in range(len(minima)):
        assert fractions[k] == pytest.approx(float((expected == k).mean()), abs=0.004)
    # single pixels may differ where the boundary runs through them, and nowhere else
    differs = tile.basin != expected
    assert differs.mean() < 0.01
    inner = expected[1:-1, 1:-1]
    boundary = np.zeros_like(differs)
    boundary[1:-1, 1:-1] = np.any(
        [inner != expected[1 + a : 47 + a, 1 + b : 47 + b] for a in (-1, 0, 1) for b in (-1, 0, 1)], axis=0
    )
    assert not (differs & ~boundary)[1:-1, 1:-1].any()


def test_newton_goes_to_the_root_on_its_own_side() -> None:
    # f = x⁴/4 − x²/2 + y²/2: Newton in x is x − (x³ − x)/(3x² − 1), a map of one number; y is reached at once
    landscape = engine.landscape("x**4/4 - x**2/2 + y**2/2", domain=(-2, 2, -1, 1))
    map_ = Study(
        engine.load_optimizer("newton"), landscape, Axis("start.x", -2, 2), Axis("start.y", -1, 1),
        width=301, height=16, steps=60, dtype="float64",
    )  # fmt: skip
    tile = compute(map_)
    x = map_.x.values(301)
    with np.errstate(all="ignore"):
        for _ in range(60):
            x = x - (x**3 - x) / (3 * x**2 - 1)
    minima = places_of(map_).minima
    assert sorted((round(m.x, 9), round(m.y, 9)) for m in minima) == [(-1, 0), (1, 0)]
    ends = np.array([[m.x for m in minima][k] if k >= 0 else 0.0 for k in tile.basin[3]])
    np.testing.assert_allclose(ends, np.where(np.abs(x) > 0.5, np.sign(x), 0.0), atol=1e-9)
    assert (tile.outcome[3][np.abs(x) < 0.5] == Outcome.STEP_LIMIT).all()
    assert (tile.basin == tile.basin[:1]).all()
    assert {round(v) for v in np.unique(ends)} == {-1, 0, 1}


def test_minima_of_a_typed_formula_are_found() -> None:
    typed = engine.landscape("(x**2 + y - 11)**2 + (x + y**2 - 7)**2")
    listed = sorted((b.x, b.y) for b in engine.load_landscape("himmelblau").minima_at())
    map_ = Study(
        engine.load_optimizer("gradient_descent"), typed, Axis("start.x", -5, 5), Axis("start.y", -5, 5),
        width=32, height=32, steps=10,
    )  # fmt: skip
    found = places_of(map_).minima
    np.testing.assert_allclose(sorted((m.x, m.y) for m in found), listed, atol=1e-6)
    assert all(m.is_global and not m.listed for m in found)
