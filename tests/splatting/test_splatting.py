"""Particles into planes of density: what each adds, and that every way of adding gives the same bits."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine import splatting
from engine.problem import Layout, laid_out
from engine.splatting import Aim, Brush, Splatter, Target, plain
from tests.cpu.problems import make, spread

SHAPE = (70, 150)
AIM = Aim(-3.0, 3.5, 20.0)


@pytest.fixture(params=["compiled", "plain"])
def loops(request: pytest.FixtureRequest) -> Any:
    return splatting.compiled() if request.param == "compiled" else plain


def empty(gone: bool = False) -> Target:
    plane, tiles = np.zeros(SHAPE, np.uint16), np.zeros((3, 3), np.uint8)
    return Target(plane, tiles, np.zeros(SHAPE, np.uint16) if gone else None)


def at(points: Any, stopped: Any = None, real: str = "float32") -> Layout:
    """Particles that lie at these pixels."""
    pixels = np.array(points, real)
    where = np.stack([pixels[:, 0] / AIM.scale + AIM.x0, AIM.y1 - pixels[:, 1] / AIM.scale], axis=1)
    lost = np.full(len(pixels), -1, np.int32) if stopped is None else np.asarray(stopped, np.int32)
    return laid_out(where.astype(real), lost)


def assert_marked(target: Target) -> None:
    assert all(target.tiles[y >> 5, x >> 6] for y, x in np.argwhere(target.plane))


@pytest.mark.parametrize("fine", [True, False])
def test_what_each_particle_adds_is_shared_out(loops, fine):
    points = np.random.default_rng(3).uniform(5, 65, (500, 2))
    outside = np.array([[-3, 5], [200, 5], [np.nan, 3], [5, np.inf], [-1e30, 1e30]])
    target = empty()
    Splatter().add(at(np.concatenate([points, outside])), target, AIM, Brush(512.0, fine), loops=loops)
    assert int(target.plane.sum()) == pytest.approx(500 * 512, rel=2e-3)
    assert_marked(target)


def test_a_particle_in_the_middle_of_a_pixel_is_that_pixel(loops):
    target = empty()
    Splatter().add(at([[20.5, 30.5], [40.0, 31.0]], real="float64"), target, AIM, Brush(400.0), loops=loops)
    assert target.plane[30, 20] == 400
    assert target.plane[30:32, 39:41].tolist() == [[100, 100], [100, 100]]
    assert target.plane.sum() == 800


def test_density_stops_at_its_end(loops):
    target = empty()
    Splatter().add(at(np.full((1000, 2), 20.5), real="float64"), target, AIM, Brush(512.0), loops=loops)
    assert target.plane[20, 20] == 65535
    assert target.plane.sum() == 65535


def test_those_that_have_stopped_have_a_plane_of_their_own(loops):
    layout = at([[20.5, 10.5], [30.5, 12.5]], stopped=[-1, 7], real="float64")
    target = empty(gone=True)
    Splatter().add(layout, target, AIM, Brush(512.0), loops=loops)
    assert np.argwhere(target.plane).tolist() == [[10, 20]]
    assert np.argwhere(target.gone).tolist() == [[12, 30]]
    left_out = empty()
    Splatter().add(layout, left_out, AIM, Brush(512.0), loops=loops)
    assert np.argwhere(left_out.plane).tolist() == [[10, 20]]


def test_a_streak_leads_back_and_the_place_is_remembered(loops):
    before = np.array([[20.5, np.nan], [30.5, np.nan]], np.float32)
    target = empty()
    Splatter().add(at([[60.5, 30.5], [90.5, 9.5]]), target, AIM, Brush(512.0, most=400), before, loops)
    line = np.argwhere(target.plane > 20)
    assert {31, 30, 29} >= set(line[line[:, 1] < 80][:, 0])
    assert (target.plane[30, 22:60] > 0).all()
    assert target.plane[9, 90] > 500
    np.testing.assert_allclose(before, [[60.5, 90.5], [30.5, 9.5]], atol=1e-4)
    again = empty()
    Splatter().add(at([[60.5, 30.5], [90.5, 9.5]]), again, AIM, Brush(512.0, most=400), before, loops)
    assert again.plane[30, 22:58].sum() == 0


def test_shifts_draw_every_particle_several_times(loops):
    shifted = Aim(AIM.x0, AIM.y1, AIM.scale, ((-1.0, 0.0), (1.0, 0.0)))
    target = empty()
    Splatter().add(at([[20.5, 10.5]], real="float64"), target, shifted, Brush(512.0), loops=loops)
    assert np.argwhere(target.plane).tolist() == [[10, 19], [10, 21]]


@pytest.mark.parametrize("real", ["float32", "float64"])
@pytest.mark.parametrize("kind", ["dots", "fine", "streaks"])
def test_compiled_loops_give_the_bits_of_numpy(real, kind):
    rng = np.random.default_rng(4)
    points = rng.uniform(-20, 160, (3000, 2))
    points[0] = np.nan
    layout = at(points, rng.choice([-1, 3], 3000, p=[0.9, 0.1]), real)
    shifts = ((-0.5, 0.25), (0.5, -0.25))
    found = []
    for loops in (splatting.compiled(), plain):
        before = (points + np.random.default_rng(5).normal(0, 12, points.shape)).T.astype(np.float32).copy()
        before[:, 1] = np.nan
        target = empty(gone=True)
        Splatter().add(
            layout,
            target,
            Aim(AIM.x0, AIM.y1, AIM.scale, shifts),
            Brush(37.3, kind == "fine", 30),
            before if kind == "streaks" else None,
            loops,
        )
        found.append((target.plane, target.gone, target.tiles, before))
    for ours, other in zip(*found, strict=True):
        assert ours.tobytes() == other.tobytes()


@pytest.mark.parametrize("streaks", [False, True])
def test_any_number_of_threads_gives_the_same_bits(streaks, monkeypatch):
    monkeypatch.setattr(splatting, "_ALONE", 0)
    layout = at(np.random.default_rng(6).uniform(-5, 100, (5000, 2)), np.arange(5000) % 7 - 3)
    found = []
    for threads in (1, 2, 3):
        before = np.random.default_rng(7).uniform(0, 70, (2, 5000)).astype(np.float32)
        target = empty(gone=True)
        splatter = Splatter(threads)
        for _ in range(2):
            splatter.add(layout, target, AIM, Brush(50.0, most=20), before if streaks else None)
        found.append((target.plane.tobytes(), target.gone.tobytes(), target.tiles.tobytes()))
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize("kernels", ["numpy", "split"])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_run_is_drawn_from_where_it_keeps_its_particles(kernels, dtype):
    start = spread(1500)
    start[7] = 1e3
    run = make("gradient_descent", "himmelblau", start, kernels, dtype=dtype, params={"eta": 0.01})
    run.advance(12)
    assert run.count_stopped() == np.count_nonzero(run.stopped_at >= 0) > 0
    drawn, expected = empty(gone=True), empty(gone=True)
    Splatter().add(run, drawn, AIM, Brush(100.0))
    Splatter().add(laid_out(run.positions(), run.stopped_at), expected, AIM, Brush(100.0))
    assert drawn.plane.sum() > 1000
    assert drawn.plane.tobytes() == expected.plane.tobytes()
    assert drawn.gone.tobytes() == expected.gone.tobytes()


def test_pixels_of_less_than_float32_tells_apart(loops):
    target = empty()
    aim = Aim(-1e-49, 3e-49, 1e50)
    layout = laid_out(np.array([[0.0, 0.0], [1.0, -1.0]], np.float32), np.full(2, -1, np.int32))
    Splatter().add(layout, target, aim, Brush(400.0), loops=loops)
    assert target.plane.sum() in (0, 400)
