"""A tile's pixels are what runs of their own would be, however the map is cut."""

from __future__ import annotations

import dataclasses
import threading

import numpy as np
import pytest

import engine
from engine.bulk.axes import Axis
from engine.bulk.study import Study
from engine.bulk.terrain import places_of
from engine.bulk.tile import Tile, compute
from engine.errors import Cancelled, InputError, RangeError, UnknownNameError
from engine.modifiers import Noise
from engine.outcome import NEAR, Outcome
from engine.run import Run
from engine.trajectory import trajectory
from engine.turns import Turn


def study(optimizer: str = "momentum", landscape: str = "himmelblau", **changes: object) -> Study:
    given = Study(
        engine.load_optimizer(optimizer),
        engine.load_landscape(landscape),
        Axis("start.x", -6, 6),
        Axis("start.y", -5, 5),
        width=45,
        height=37,
        steps=120,
        params={"eta": 0.01},
        dtype="float64",
    )
    return dataclasses.replace(given, **changes)


def starts(map_: Study) -> np.ndarray:
    """Of all pixels, row after row."""
    x, y = map_.x.values(map_.width), map_.y.values(map_.height)
    return np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)


def as_run(map_: Study, **options: object) -> Run:
    return Run(
        map_.optimizer,
        map_.field,
        starts(map_),
        params=map_.params,
        dtype=map_.dtype,
        total_steps=map_.steps,
        noise=map_.noise,
        **options,
    )


def same(a: Tile, b: Tile) -> bool:
    first, second = a.arrays(), b.arrays()
    return first.keys() == second.keys() and all(
        np.array_equal(value, second[name], equal_nan=value.dtype.kind == "f")
        for name, value in first.items()
    )


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_each_pixel_is_a_run_of_its_own(dtype: str) -> None:
    map_ = study(dtype=dtype)
    tile = compute(map_)
    run = as_run(map_)
    run.advance(map_.steps)
    assert np.array_equal(tile.outcome.ravel(), run.outcome())
    assert len(np.unique(tile.outcome)) >= 2
    loss, _ = run.value_and_gradient()
    np.testing.assert_allclose(
        tile.loss.ravel(), loss, rtol=1e-10 if dtype == "float64" else 1e-6, atol=1e-14
    )
    gone = tile.outcome.ravel() == Outcome.NOT_FINITE
    assert gone.any()
    assert np.array_equal(tile.steps.ravel()[gone], run.stopped_at[gone])
    assert (tile.rate.ravel()[gone] > 0).all()
    assert np.isnan(tile.rate.ravel()[tile.outcome.ravel() == Outcome.CONVERGED]).all()


def test_basin_and_steps_are_what_a_look_after_every_step_finds() -> None:
    map_ = study(measures=frozenset(["distance", "excursion", "visited"]))
    tile = compute(map_)
    bare = compute(map_.replaced(measures=frozenset()))
    for name, value in bare.arrays().items():
        assert np.array_equal(value, tile.arrays()[name], equal_nan=value.dtype.kind == "f"), name
    begin = starts(map_)
    path = trajectory(as_run(map_), map_.steps)["theta"].clip(
        -1e6, 1e6
    )  # what diverges is looked at elsewhere
    moved = np.linalg.norm(np.diff(path, axis=0, prepend=begin[np.newaxis]), axis=2)
    well = tile.outcome.ravel() == Outcome.CONVERGED
    np.testing.assert_allclose(tile.distance.ravel()[well], moved.sum(axis=0)[well], rtol=1e-9)
    farthest = np.linalg.norm(path - begin, axis=2).max(axis=0)
    np.testing.assert_allclose(tile.excursion.ravel()[well], farthest[well], rtol=1e-9)
    x0, x1, y0, y1 = map_.field.domain
    near = NEAR * np.hypot(x1 - x0, y1 - y0)
    minima = places_of(map_).minima
    assert len(minima) == 4
    away = np.stack([np.linalg.norm(path - (m.x, m.y), axis=2) for m in minima], axis=-1)
    assert np.array_equal(tile.basin.ravel()[well], away[-1].argmin(axis=1)[well])
    own = np.take_along_axis(away, tile.basin.ravel().clip(0)[np.newaxis, :, np.newaxis], axis=2)[..., 0]
    rests = (own <= near) & (moved <= near)
    # since when: the first such step of the first stretch at whose end it is so
    ends = looks(map_.steps)
    for k in np.flatnonzero(well)[::7]:
        found = next((a, b) for a, b in zip([0, *ends], ends, strict=False) if rests[b - 1, k])
        assert tile.steps.ravel()[k] == found[0] + 1 + np.argmax(rests[found[0] : found[1], k])
    assert set(np.unique(tile.visited)) <= {0, 1, 2, 3, 4}
    assert (tile.visited.ravel()[well] >= 1).all()


@pytest.mark.parametrize(
    ("optimizer", "landscape", "eta"),
    [("adam", "himmelblau", 0.05), ("adam", "rastrigin", 0.05), ("gradient_descent", "ackley", 0.01)],
)
def test_the_step_of_convergence_is_that_of_a_look_after_every_step(
    optimizer: str, landscape: str, eta: float
) -> None:
    map_ = study(optimizer, landscape, params={"eta": eta}, steps=400, width=33, height=17)
    tile = compute(map_)
    begin = starts(map_)
    path = trajectory(as_run(map_), map_.steps)["theta"]
    moved = np.linalg.norm(np.diff(path, axis=0, prepend=begin[np.newaxis]), axis=2)
    x0, x1, y0, y1 = map_.field.domain
    near, minima = NEAR * np.hypot(x1 - x0, y1 - y0), places_of(map_).minima
    place = np.array([(m.x, m.y) for m in minima])[tile.basin.ravel().clip(0)]
    rests = (np.linalg.norm(path - place, axis=2) <= near) & (moved <= near)
    ends = looks(map_.steps)
    known = np.flatnonzero((tile.outcome.ravel() == Outcome.CONVERGED) & (tile.basin.ravel() >= 0))
    assert len(known) > 100
    for k in known:
        a, b = next((a, b) for a, b in zip([0, *ends], ends, strict=False) if rests[b - 1, k])
        assert tile.steps.ravel()[k] == a + 1 + np.argmax(rests[a:b, k])


def looks(steps: int) -> list[int]:
    """After which steps a patch is looked at."""
    found, t = [], 0
    while t < steps:
        t = min(t + max(8, t // 8), steps)
        found.append(t)
    return found


@pytest.mark.parametrize("noise", [Noise(), Noise(sigma=2.0, keep=0.9)])
def test_bits_do_not_depend_on_cuts_and_threads(noise: Noise) -> None:
    map_ = study(noise=noise, measures=frozenset(["distance"]))
    whole = compute(map_, threads=1)
    assert same(whole, compute(map_, threads=3))
    for rows, columns in (
        (slice(0, 20), slice(0, 33)),
        (slice(5, 37), slice(31, 45)),
        (slice(36, 37), slice(7, 8)),
    ):
        part = compute(map_, rows, columns)
        for name, value in part.arrays().items():
            assert np.array_equal(value, whole.arrays()[name][rows, columns], equal_nan=True), name


def test_since_when_a_pixel_rests_does_not_depend_on_its_neighbours() -> None:
    """Minima on a ring: a pixel between two is in the basin of one and rests beside neither. Since when
    was asked of it where another pixel of its patch had to be asked, and not where none had."""
    map_ = study("adam", "drop_wave", x=Axis("start.x", -3.6, 4.2), y=Axis("start.y", -3, 3),
                 width=34, height=18, steps=300, params={"eta": 0.02})  # fmt: skip
    whole = compute(map_)
    assert (whole.outcome == Outcome.CONVERGED).sum() > 200
    for row, column in list(np.ndindex(18, 34))[::7]:
        alone = compute(map_, slice(row, row + 1), slice(column, column + 1))
        assert same(alone, whole.cut(slice(row, row + 1), slice(column, column + 1)))


def test_a_large_tile_is_what_its_parts_are() -> None:
    map_ = study(width=520, height=510, steps=3, measures=frozenset(["distance", "excursion", "visited"]))
    whole = compute(map_).arrays()
    part = compute(map_, slice(500, 510), slice(490, 520)).arrays()
    for name, value in part.items():
        assert np.array_equal(value, whole[name][500:, 490:], equal_nan=True), name


def test_a_map_does_not_remember_what_the_one_before_was_given() -> None:
    first = compute(study())
    for changes in (
        {"params": {"eta": 0.02}},
        {"steps": 60},
        {"turns": (Turn(40, {"gamma": 0.2}),)},
        {"field_params": {}, "schedule": engine.load_schedule("cosine")},
    ):
        assert not same(compute(study(**changes)), first)
        assert same(compute(study()), first)


def test_split_and_fused_kernels_give_the_same_bits() -> None:
    assert same(compute(study()), compute(study(), kernels="fused"))


def test_noise_belongs_to_the_pixel_and_its_seed() -> None:
    map_ = study(noise=Noise(sigma=1.0), steps=40)
    a, b = compute(map_), compute(map_.replaced(seed=1))
    assert same(a, compute(map_))
    assert not same(a, b)
    finite = a.loss[np.isfinite(a.loss)]
    assert len(np.unique(finite)) == finite.size > a.loss.size / 2


def test_several_seeds_give_statistics() -> None:
    map_ = study(noise=Noise(sigma=3.0), steps=40, width=20, height=18)
    several = compute(map_.replaced(seeds=5))
    single = [compute(map_.replaced(seed=k)) for k in range(5)]
    losses = np.stack([tile.loss for tile in single])
    assert np.array_equal(several.loss, np.median(losses, axis=0))
    np.testing.assert_allclose(several.spread["loss:mean"], losses.mean(axis=0), rtol=1e-5)
    assert np.array_equal(several.spread["loss:q25"], np.sort(losses, axis=0)[1])
    converged = np.stack([tile.outcome == Outcome.CONVERGED for tile in single])
    np.testing.assert_allclose(several.success, converged.mean(axis=0), rtol=1e-6)


def test_a_map_stops_on_request() -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled):
        compute(study(), cancel=stop)


def test_what_makes_no_map_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'eta'"):
        study(x=Axis("etta", 0.1, 1))
    with pytest.raises(InputError, match="both axes"):
        study(y=Axis("start.x", 0, 1))
    with pytest.raises(InputError, match="above 0"):
        Axis("eta", 0.0, 1.0, log=True)
    with pytest.raises(InputError, match="larger one"):
        Axis("eta", 1.0, 1.0)
    with pytest.raises(RangeError):
        study(width=0)
    for given in ({"start": (np.nan, 0.0), "x": Axis("eta", 0.1, 1)},
                  {"x": Axis("start.x", 1e38, 1e39), "dtype": "float32"},
                  {"y": Axis("start.y", -1.5e308, 1.5e308)}):  # fmt: skip
        with pytest.raises(InputError, match="finite in float"):
            study(**given)
    with pytest.raises(UnknownNameError, match="distance"):
        study(measures=frozenset(["distances"]))


def test_an_axis_knows_when_pixels_can_no_longer_be_told_apart() -> None:
    assert Axis("start.x", -1, 1).resolves(1000)
    assert not Axis("start.x", 1, 1 + 1e-13).resolves(1000)
    assert not Axis("start.x", 1, 1 + 1e-5).resolves(1000, "float32")
    axis = Axis("eta", 1e-3, 10, log=True)
    np.testing.assert_allclose(axis.share(axis.values(7)), (np.arange(7) + 0.5) / 7)
    part = axis.part(0.25, 0.5)
    np.testing.assert_allclose([part.low, part.high], [1e-2, 1e-1])
