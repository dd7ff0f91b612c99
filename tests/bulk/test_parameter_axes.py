"""Maps whose axes are parameters: of the rule, of the landscape, of the noise."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from engine.bulk.axes import Axis
from engine.bulk.basins import CELLS_OF_MANY
from engine.bulk.study import Study
from engine.bulk.tile import compute
from engine.modifiers import Noise
from engine.outcome import Outcome
from engine.run import Run
from engine.turns import Turn

from .test_tile import same, study


def test_parameters_as_axes_are_those_of_runs_with_these_parameters() -> None:
    map_ = study("adam", x=Axis("eta", 1e-3, 1.0, log=True), y=Axis("beta2", 0.5, 0.999), start=(-1.0, 1.5),
                 width=33, height=5)  # fmt: skip
    tile = compute(map_)
    for row, column in ((0, 0), (4, 32), (2, 17)):
        values = map_.pixel(row, column)
        run = Run(map_.optimizer, map_.field, [(-1.0, 1.5)], params={**values}, total_steps=map_.steps)
        run.advance(map_.steps)
        assert tile.outcome[row, column] == run.outcome()[0]
        np.testing.assert_allclose(tile.loss[row, column], run.value_and_gradient()[0][0], rtol=1e-8)


@pytest.mark.parametrize(("optimizer", "kernels"), [("adam", "split"), ("nesterov", "fused")])
def test_a_learning_rate_that_is_scheduled_makes_an_axis(optimizer: str, kernels: str) -> None:
    schedule = engine.load_schedule("cosine")
    map_ = study(optimizer, x=Axis("eta", 1e-3, 0.02, log=True), y=Axis("start.y", -2, 2), start=(-1.0, 0.0),
                 params={}, schedule=schedule, width=9, height=3)  # fmt: skip
    tile = compute(map_, kernels=kernels)
    for row, column in ((0, 0), (2, 8), (1, 4)):
        given = map_.pixel(row, column)
        run = Run(map_.optimizer, map_.field, [(-1.0, given["start.y"])], params={"eta": given["eta"]},
                  schedule=schedule, total_steps=map_.steps)  # fmt: skip
        run.advance(map_.steps)
        loss = run.value_and_gradient()[0][0]
        np.testing.assert_allclose(tile.loss[row, column], loss, rtol=1e-9, atol=1e-25)
    assert not same(tile, compute(map_.replaced(schedule=None)))
    assert same(tile, compute(map_, kernels=kernels))


def test_a_parameter_of_the_landscape_moves_its_minima_with_it() -> None:
    map_ = study("momentum", "rosenbrock", x=Axis("landscape.a", 0.3, 1.4), y=Axis("start.y", -0.5, 2),
                 start=(0.5, 0.0), width=40, height=9, steps=4000, params={"eta": 2e-4})  # fmt: skip
    tile = compute(map_)
    run = Run(map_.optimizer, map_.field, [(0.5, float(map_.y.values(9)[4]))], params=map_.params,
              field_params={"a": float(map_.x.values(40)[11])}, total_steps=4000)  # fmt: skip
    run.advance(4000)
    np.testing.assert_allclose(tile.loss[4, 11], run.value_and_gradient()[0][0], rtol=1e-6)
    assert tile.outcome[4, 11] == run.outcome()[0] == Outcome.CONVERGED
    assert (tile.basin[tile.outcome == Outcome.CONVERGED] == 0).all()
    assert (tile.steps[tile.outcome == Outcome.CONVERGED] < 4000).any()


def test_minima_are_those_of_the_landscape_that_steps_end_on() -> None:
    """Those of the turn that is written last were taken, whatever its step: no pixel was in a basin."""
    later = Turn(400, field_params={"a": 0.5})
    map_ = study("momentum", "rosenbrock", x=Axis("start.x", -1, 1.5), y=Axis("start.y", -0.5, 2),
                 width=6, height=5, steps=300, params={"eta": 1e-3})  # fmt: skip
    assert same(compute(map_), compute(map_.replaced(turns=(later,))))
    first, then = Turn(20, field_params={"a": 1.3}), Turn(50, field_params={"a": 0.5})
    tile = compute(map_.replaced(turns=(first, then), steps=2000))
    assert (tile.basin[tile.outcome == Outcome.CONVERGED] == 0).sum() > 20
    assert same(tile, compute(map_.replaced(turns=(then, first), steps=2000)))


def test_a_turn_at_the_last_step_counts_as_in_a_run() -> None:
    """The landscape that particles end on is the one turned to, though no step is taken on it."""
    map_ = study("momentum", "rosenbrock", x=Axis("start.x", -1, 1.5), y=Axis("start.y", -0.5, 2),
                 width=6, height=5, steps=2000, params={"eta": 1e-3})  # fmt: skip
    plain, turned = compute(map_), compute(map_.replaced(turns=(Turn(2000, field_params={"a": 0.5}),)))
    given = map_.pixel(2, 3)
    run = Run(map_.optimizer, map_.field, [(given["start.x"], given["start.y"])], params=map_.params,
              turns=(Turn(2000, field_params={"a": 0.5}),), total_steps=2000)  # fmt: skip
    run.advance(2000)
    assert plain.outcome[2, 3] == Outcome.CONVERGED != run.outcome()[0] == turned.outcome[2, 3]
    np.testing.assert_allclose(turned.loss[2, 3], run.value_and_gradient()[0][0], rtol=1e-6)


def test_a_listed_minimum_that_stays_in_its_place_is_reached_as_on_a_landscape_that_stays() -> None:
    """Ackley's has a tip, by which Newton's step tells nothing: no pixel converged where all of them did."""
    map_ = study("adam", "ackley", x=Axis("landscape.c", 5, 8), y=Axis("start.y", -0.1, 0.1),
                 width=8, height=6, start=(0.05, 0.0), steps=1500)  # fmt: skip
    tile = compute(map_)
    assert (tile.outcome == Outcome.CONVERGED).all()
    assert (tile.basin == 0).all()
    column, c = slice(5, 6), float(map_.x.values(8)[5])
    alone = compute(
        map_.replaced(x=Axis("eta", 0.01, 0.01 + 1e-12), width=1, params={}, field_params={"c": c})
    )
    assert (alone.outcome == tile.outcome[:, column]).all()
    assert (np.abs(alone.steps - tile.steps[:, column]) < 20).all()


def over_both_wells() -> Study:
    return study("gradient_descent", "two_wells", x=Axis("landscape.deep", 0.6, 9), start=(0.6, 1.2),
                 y=Axis("landscape.width", 0.05, 1, log=True), width=12, height=10, steps=3000,
                 params={"eta": 0.02})  # fmt: skip


def test_a_pixel_that_rests_far_from_every_minimum_that_is_followed_rests_beside_an_unknown_one() -> None:
    """Between narrow wells the bowl keeps a minimum of its own, where a well was said to be reached."""
    map_ = over_both_wells()
    tile = compute(map_)
    narrow = map_.y.values(10) < 0.12
    assert (tile.outcome[narrow] == Outcome.CONVERGED).all()
    assert (tile.basin[narrow] == -1).all()
    for row, column in np.argwhere(tile.basin >= 0)[::5]:
        given = {name.removeprefix("landscape."): value for name, value in map_.pixel(row, column).items()}
        run = Run(map_.optimizer, map_.field, [(0.6, 1.2)], params=map_.params, field_params=given,
                  total_steps=3000)  # fmt: skip
        run.advance(3000)
        side = np.sign(run.positions()[0, 0])
        known = [np.sign(minimum.x) for minimum in map_.field.minima_at(**given)]
        assert side in known
        if len(known) == 2:
            assert tile.basin[row, column] == (0 if side < 0 else 1)


def test_minima_that_have_become_one_are_not_told_apart_by_rounding() -> None:
    widest = compute(over_both_wells(), slice(9, 10)).basin[0]
    known = widest[widest >= 0]
    assert len(known) > 9
    assert np.count_nonzero(np.diff(known)) == 1


def test_a_single_column_over_a_parameter_of_the_landscape_is_that_of_a_wide_map() -> None:
    """It was told to read sets of minima by pixel, and there were none: a crash, or anything."""
    wide = study("momentum", "rosenbrock", x=Axis("landscape.a", 0.9, 1.1), y=Axis("start.y", 0, 2),
                 start=(0.5, 0.0), width=3, height=4, steps=2000, params={"eta": 5e-4})  # fmt: skip
    middle = slice(1, 2)
    x = Axis("landscape.a", *(float(wide.x.at(share)) for share in (1 / 3, 2 / 3)))
    single = wide.replaced(x=x, width=1)
    assert single.x.values(1) == pytest.approx(wide.x.values(3)[middle])
    tile, expected = compute(single), compute(wide, columns=middle)
    assert np.array_equal(tile.basin, expected.basin)
    assert np.array_equal(tile.steps, expected.steps)
    assert (tile.outcome == Outcome.CONVERGED).sum() == 3


def test_the_loss_of_a_lost_particle_is_that_of_its_own_landscape() -> None:
    """Others stand in for it once it has stopped, with their parameters: its loss was measured with those."""
    map_ = study("newton_damped", "cliff", x=Axis("landscape.slope", 0, 1), start=(-3.335, -1.346),
                 y=Axis("radius", 1e-3, 100, log=True), width=3, height=20, steps=2, params={})  # fmt: skip
    tile = compute(map_)
    lost = np.argwhere(tile.outcome == Outcome.NOT_FINITE).tolist()
    assert 0 < len(lost) < tile.outcome.size
    for row, column in lost:
        alone = compute(map_, slice(row, row + 1), slice(column, column + 1))
        assert tile.loss[row, column] == alone.loss[0, 0]


def test_a_name_of_the_rule_and_of_the_landscape_is_two_axes() -> None:
    rule = engine.optimizer("theta = theta - a*grad(theta)")
    map_ = study(landscape="rosenbrock", start=(0.5, 0.2), width=5, height=4, steps=30, params={"a": 1e-3})
    map_ = map_.replaced(optimizer=rule)
    a, of_field, x = Axis("a", 1e-4, 2e-3), Axis("landscape.a", 0.5, 1.5), Axis("start.x", 0, 1)
    for first, second in ((a, of_field), (of_field, a), (of_field, x), (x, a)):
        given = map_.replaced(x=first, y=second)
        values = given.pixel(3, 1)
        run = Run(map_.optimizer, map_.field, [(values.get("start.x", 0.5), 0.2)], total_steps=30,
                  params={"a": values.get("a", 1e-3)},
                  field_params={"a": values.get("landscape.a", 1.0)})  # fmt: skip
        run.advance(30)
        loss = run.value_and_gradient()[0][0]
        np.testing.assert_allclose(compute(given).loss[3, 1], loss, rtol=1e-9)


def test_the_noise_may_be_an_axis() -> None:
    map_ = study("gradient_descent", x=Axis("noise.sigma", 0, 8), y=Axis("eta", 1e-3, 1e-1, log=True),
                 start=(-1.0, 1.5), width=33, height=17)  # fmt: skip
    tile = compute(map_)
    values, number = map_.pixel(16, 32), 3 * 512  # the first pixel of the last patch
    run = Run(map_.optimizer, map_.field, [(-1.0, 1.5)], params={"eta": values["eta"]}, total_steps=120,
              noise=Noise(sigma=values["noise.sigma"]), first_particle=number)  # fmt: skip
    run.advance(map_.steps)
    np.testing.assert_allclose(tile.loss[16, 32], run.value_and_gradient()[0][0], rtol=1e-9, atol=1e-25)
    quiet, loud = tile.outcome[:, 0] == Outcome.CONVERGED, tile.outcome[:, -1] == Outcome.CONVERGED
    assert quiet.sum() > loud.sum()


def over_a_moving_ridge(**changes: object) -> Study:
    """Two valleys, and between them a ridge whose place an axis is."""
    field = engine.landscape("((x - s)**2 - 1)**2 + y**2", domain=(-4.0, 4.0, -2.0, 2.0))
    return study("momentum", x=Axis("landscape.s", -2, 2), y=Axis("start.x", -2.2, 2.2), field=field,
                 start=(0.0, 0.3), width=30, height=22, steps=120, params={"eta": 0.01, "gamma": 0.95},
                 dtype="float64", measures=frozenset(["visited"]), **changes)  # fmt: skip


def test_basins_that_are_visited_are_those_of_a_pixel_s_own_landscape() -> None:
    map_ = over_a_moving_ridge()
    visited = compute(map_).visited
    cell, sure, crossed = 8 / CELLS_OF_MANY, 0, set()
    for row, column in np.ndindex(map_.height, map_.width):
        at = map_.pixel(row, column)
        ridge = at["landscape.s"]
        run = Run(map_.optimizer, map_.field, [(at["start.x"], 0.3)], params=map_.params,
                  field_params={"s": ridge}, total_steps=map_.steps)  # fmt: skip
        way = [at["start.x"]]
        for _ in range(map_.steps):
            run.advance(1)
            way.append(run.positions()[0, 0])
        beside = np.array(way) - ridge
        if np.abs(beside).min() < 2 * cell or np.abs(way).max() > 4:
            continue
        sure += 1
        crossed.add(int(visited[row, column]))
        assert visited[row, column] == len(set(beside > 0)), (at, way)
    assert sure > 300
    assert crossed == {1, 2}


def test_with_planes_of_its_own_a_map_has_the_same_bits_however_it_is_cut() -> None:
    map_ = over_a_moving_ridge(noise=Noise(0.2)).replaced(width=75, seeds=2)
    heard: list[float] = []
    whole = compute(map_, progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1
    part = compute(map_, slice(3, 20), slice(30, 71))
    for name, values in whole.arrays().items():
        np.testing.assert_array_equal(part.arrays()[name], values[3:20, 30:71])
    assert len(np.unique(whole.visited)) == 2
    bare = compute(map_.replaced(measures=frozenset())).arrays()
    assert all(np.array_equal(whole.arrays()[name], values, equal_nan=True) for name, values in bare.items())
