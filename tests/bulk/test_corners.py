"""Minima without derivatives, such as that of |x| + |y|: found, told from what is none, reached in maps."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import engine
from engine.bulk.axes import Axis
from engine.bulk.basins import basins_of
from engine.bulk.minima import find_minima
from engine.bulk.study import Study
from engine.bulk.terrain import places_of
from engine.bulk.tile import compute
from engine.outcome import Outcome
from engine.run import Run

ROOT = 2**0.5


def minima(formula: str, side: float = 3.0) -> list[tuple[float, float, bool]]:
    landscape = engine.landscape(formula, domain=(-side, side, -side, side))
    return sorted((round(m.x, 6) + 0.0, round(m.y, 6) + 0.0, m.corner) for m in find_minima(landscape))


@pytest.mark.parametrize(
    ("formula", "places"),
    [
        ("abs(x) + abs(y)", [(0, 0)]),
        ("abs(x) + y^2", [(0, 0)]),
        ("sqrt(x^2 + y^2)", [(0, 0)]),
        ("max(abs(x), abs(y))", [(0, 0)]),
        ("sqrt(abs(x - 1)) + sqrt(abs(y))", [(1, 0)]),
        ("max((x - 1)^2 + y^2, (x + 1)^2 + y^2)", [(0, 0)]),
        ("abs(x - 1) + abs(y)*(2 + sin(3*x))", [(1, 0)]),
        # edges that run neither along an axis nor halfway between them, one of them bent
        ("abs(x + 2*y - 1) + abs(x - y)/5", [(1 / 3, 1 / 3)]),
        # y = −x/0.37 on the edge, and least of (x − 0.2)² + 0.3y² there
        ("10*abs(x + 0.37*y) + (x - 0.2)^2 + 0.3*y^2", [(0.2 / (1 + 0.3 / 0.37**2),) * 2]),
        ("abs(x^2 + y^2 - 4) + abs(x - y)", [(-ROOT, -ROOT), (ROOT, ROOT)]),
        ("abs(sin(2*x)) + abs(y - 1)", [(k * np.pi / 2, 1) for k in (-2, -1, 0, 1, 2)]),
    ],
)
def test_corners_are_found(formula: str, places: list[tuple[float, float]]) -> None:
    found = minima(formula)
    assert all(corner for *_, corner in found)
    assert [x for x, *_ in found] == pytest.approx([x for x, _ in places], abs=2e-6)
    if "0.37" not in formula:
        assert [y for _, y, _ in found] == pytest.approx([y for _, y in places], abs=2e-6)
    else:
        assert found[0][1] == pytest.approx(-places[0][0] / 0.37, abs=5e-6)


@pytest.mark.parametrize(
    "formula",
    [
        "abs(x)",
        "abs(x*y)",
        "x + abs(y)",
        "floor(x)^2 + y^2",
        "(x^2 - 1)^2",
        "0*x",
        # falls along a bent edge, which no search follows to its end
        "100*sqrt(abs(y - 0.01*x^2)) + 0.01*abs(x + 9)",
    ],
)
def test_level_and_falling_edges_have_none(formula: str) -> None:
    assert minima(formula) == []


def test_smooth_ones_are_told_apart_and_come_in_one_order() -> None:
    found = find_minima(engine.landscape("(x - 1)^2 + abs(y) + min(6*abs(x + 1), 3)", domain=(-3, 3, -2, 2)))
    assert [(round(m.x, 6), round(m.y, 6) + 0.0, m.corner) for m in found] == [(1, 0, True), (-1, 0, True)]
    both = minima("min((x - 1)^2 + y^2, abs(x + 1) + abs(y))")
    assert both == [(-1, 0, True), (1, 0, False)]


def test_many_low_points_do_not_crowd_out_a_corner() -> None:
    """A level valley is lower than the corner beside it; of an egg box the margin is as low as the domain."""
    assert minima("where(x > 0.5, abs(y), abs(y) + x^2 + 1)") == [(0, 0, True)]
    assert minima("where(x > 0.5, abs(y - 0.37*x), abs(y) + x^2 + 1)") == [(0, 0, True)]
    box = minima("abs(sin(5*x)) + abs(sin(5*y))")
    within = {(round(x * 5 / np.pi), round(y * 5 / np.pi)) for x, y, _ in box if max(abs(x), abs(y)) < 3}
    assert len(within) == 81


@pytest.mark.parametrize(("radius", "slope", "turn"), [(0.75, 0.1, 5.56), (1.62, 0.095, 1.23)])
def test_a_bent_edge_that_falls_has_one_at_its_end_alone(radius: float, slope: float, turn: float) -> None:
    away = f"x*cos({turn}) + y*sin({turn}) - 2"
    found = minima(f"abs(hypot(x, y) - {radius}) + {slope}*abs({away})")
    assert [corner for *_, corner in found] == [True]
    assert found[0][:2] == pytest.approx((radius * np.cos(turn), radius * np.sin(turn)), abs=2e-6)


@pytest.mark.filterwarnings("error")
def test_slopes_that_are_infinite_are_looked_at_in_silence() -> None:
    steep = "abs(x)*1e308*10 + abs(y)"
    assert minima(steep) == []
    basins_of(engine.landscape(steep, domain=(-3, 3, -3, 3)), ())
    find_minima(engine.landscape("hypot(x, y)", domain=(-1e-300, 1e-300) * 2))


@pytest.mark.parametrize(
    ("formula", "places"),
    [
        ("x^4 + y^2", [(0, 0, False)]),
        ("(x^2 - 1)^4 + y^2", [(-1, 0, False), (1, 0, False)]),
        ("x^2 + (y - 1)^6", [(0, 1, False)]),
        ("x^4 + y^4", [(0, 0, False)]),
    ],
)
def test_a_valley_that_is_level_at_its_minimum_has_one(
    formula: str, places: list[tuple[float, float, bool]]
) -> None:
    found = minima(formula)
    assert [corner for *_, corner in found] == [False] * len(places)
    np.testing.assert_allclose(found, places, atol=1e-3)


def test_a_ridge_that_is_met_exactly_is_no_minimum() -> None:
    """Of x² − |x| the slope at 0 is that of neither side, and the curvature is that of both."""
    assert minima("x^2 + y^2 - abs(x)") == [(-0.5, 0.0, False), (0.5, 0.0, False)]


@pytest.mark.parametrize("side", [1e-6, 3.0, 1e8])
def test_of_any_size(side: float) -> None:
    assert [m.corner for m in find_minima(engine.landscape("abs(x)+abs(y)", domain=(-side, side) * 2))] == [
        True
    ]


def test_of_a_domain_that_is_much_wider_than_high() -> None:
    landscape = engine.landscape("abs(x)/1e4 + abs(y - 0.1)", domain=(-1e4, 1e4, -1.0, 1.0))
    (place,) = find_minima(landscape)
    assert (place.x, place.y) == pytest.approx((0, 0.1), abs=1e-6)


@pytest.mark.parametrize(
    ("optimizer", "eta"), [("gradient_descent", 0.005), ("adagrad", 0.3), ("adam", 0.01)]
)
def test_maps_tell_who_came_to_a_corner(optimizer: str, eta: float) -> None:
    """None of these rules comes to rest there: they stay within a step of it."""
    study = Study(
        engine.load_optimizer(optimizer),
        engine.landscape("abs(x) + abs(y)", domain=(-3, 3, -3, 3)),
        Axis("start.x", -3, 3),
        Axis("start.y", -3, 3),
        width=12,
        height=12,
        steps=3000,
        params={"eta": eta},
    )
    tile = compute(study)
    assert (tile.outcome == Outcome.CONVERGED).all()
    assert (tile.basin == 0).all()
    short = compute(study.replaced(steps=20))
    far = short.loss > 0.2
    assert far.any()
    assert (short.outcome[far] == Outcome.STEP_LIMIT).all()


def test_a_run_tells_what_its_pixel_tells() -> None:
    optimizer, landscape = engine.load_optimizer("momentum"), engine.landscape("abs(x) + abs(y - 1) + k*x^2")
    x, y = Axis("start.x", -3, 3), Axis("start.y", -3, 3)
    study = Study(optimizer, landscape, x, y, width=8, height=8, steps=50, params={"eta": 0.004})
    tile = compute(study)
    starts = np.stack(np.meshgrid(x.values(8), y.values(8)), axis=-1).reshape(-1, 2)
    run = Run(optimizer, landscape, starts, params=study.params, dtype=study.dtype, total_steps=50)
    run.advance(50)
    assert {*np.unique(tile.outcome)} == {Outcome.CONVERGED, Outcome.STEP_LIMIT}
    np.testing.assert_array_equal(run.outcome().reshape(8, 8), tile.outcome)


def over_k(formula: str, **given: Any) -> Study:
    """Plain descent over a formula whose k is an axis."""
    landscape = engine.landscape(formula, domain=(-3, 3, -3, 3))
    x, y = Axis("start.x", -3, 3), Axis("landscape.k", 0.5, 1.5)
    return Study(engine.load_optimizer("gradient_descent"), landscape, x, y, width=40, height=40, **given)


def test_a_corner_that_a_parameter_leaves_in_its_place_is_reached_along_an_axis() -> None:
    study = over_k("abs(x) + k*abs(y)", steps=2000, start=(0.0, 1.0), params={"eta": 0.005})
    tile = compute(study.replaced(width=12, height=9))
    assert (tile.outcome == Outcome.CONVERGED).all()
    assert (tile.basin == 0).all()


def test_a_corner_on_a_bent_edge_is_followed_along_an_axis() -> None:
    study = over_k("abs(hypot(x, y) - k) + 0.1*abs(x - 2)", steps=1)
    places = places_of(study)
    assert len(places.minima) == 1
    assert (places.exact[:, 0, 3] > 0).all()
    radii = study.y.values(places.knots[0])
    np.testing.assert_allclose(places.exact[:, 0, :2], np.stack([radii, 0 * radii], axis=1), atol=5e-4)
