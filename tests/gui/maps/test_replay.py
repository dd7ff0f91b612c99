"""A pixel of a map in a real window: pointed at, its path shown, replayed as the map has simulated it."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt

import scenarios
from gui.maps.pathfinder import path_of, stream_of
from scenarios.building import build_runs
from scenarios.map_schema import AxisSpec
from scenarios.resolving import resolve
from scenarios.schema import NoiseSpec, StartSpec
from scenarios.studying import study_of

from .conftest import Mapper, small_study
from .small import SMALL


def test_a_pixel_tells_its_numbers_and_its_path(places: Mapper) -> None:
    places.point_at(0.31, 0.69)
    pointer, picture = places.maps.pointer, places.pictures[0]
    row, column = pointer.pixel(picture, places.pane.cross)
    values = picture.job.study.pixel(row, column)
    shown = dict(pointer.card.rows)
    assert pointer.card.isVisible()
    assert float(shown["x"].replace("−", "-")) == pytest.approx(values["start.x"], rel=1e-3)
    places.until(lambda: places.pane.path is not None)
    expected = path_of(picture.job.study, row, column)
    np.testing.assert_array_equal(places.window.canvas._preview, expected)
    # the map lies over the plane: its path begins under the cross
    np.testing.assert_allclose(places.pane.path[0], places.pane.cross, atol=0.01)
    places.pane.pointed.emit(None)
    assert places.window.canvas._preview is None
    assert not pointer.card.isVisible()


def test_a_click_replays_a_pixel_and_can_be_undone(places: Mapper) -> None:
    session, before = places.session, places.session.scenario
    pixel = places.maps.pointer.pixel(places.pictures[0], (0.2, 0.8))
    picture = places.pictures[0]
    places.click_at(0.2, 0.8)
    values = picture.job.study.pixel(*pixel)
    ((x, y),) = session.scenario.start.points
    assert (x, y) == pytest.approx((values["start.x"], values["start.y"]), abs=0.05)
    assert session.playing
    places.until(lambda: session.step > 0)
    # the map is of all starts, so another start makes no other map
    assert places.pictures[0] is picture
    session.undo()
    assert session.scenario == before


def test_arrows_go_over_the_map_and_return_replays(places: Mapper) -> None:
    pane = places.pane
    pane.setFocus()
    places.key(Qt.Key.Key_Right, at=pane)
    first = pane.cross
    places.key(Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier, at=pane)
    high = pane.plot_pixels()[1]
    assert pane.cross[1] - first[1] == pytest.approx(10 / high, abs=0.5 / high)
    assert pane.cross[0] == first[0]
    places.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier, at=pane)
    assert places.maps.state.shown.x.low > -5
    places.key(Qt.Key.Key_Return, at=pane)
    assert places.session.scenario.start != StartSpec(points=((0, 0),))


def test_a_click_replays_a_pixel_with_its_own_noise(places: Mapper) -> None:
    session = places.session
    session.set_noise(sigma=2.0)
    session.change_map(steps=24)
    places.finish()
    picture = places.pictures[0]
    row, column = places.maps.pointer.pixel(picture, (0.7, 0.3))
    places.click_at(0.7, 0.3)
    study = picture.job.study
    assert session.scenario.noise.stream == stream_of(study, row, column) > 0
    assert session.total == 24
    number = picture.job.number
    run = build_runs(session.resolved, kernels="numpy")[number]
    replayed = [run.positions()[0]]
    for _ in range(24):
        run.advance(1)
        replayed.append(run.positions()[0])
    # to the bit, and it is no other pixel's noise
    np.testing.assert_array_equal(replayed, path_of(study, row, column))
    assert not np.array_equal(replayed[1:], path_of(study, row, column + 1)[1:])
    # the stage goes there too
    places.until(lambda: session.step == 24)
    places.settle()
    np.testing.assert_array_equal(session.frame.heads[number][0], replayed[-1])


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_replay_meets_the_noise_of_the_map(dtype: str) -> None:
    from engine.bulk.tile import compute

    scenario = scenarios.loads(SMALL)
    noisy = replace(scenario, noise=NoiseSpec(sigma=1.5), playback=replace(scenario.playback, dtype=dtype))
    resolved = resolve(noisy)
    axes = AxisSpec("start.x", -5.0, 5.0), AxisSpec("start.y", -4.0, 4.0)
    study = study_of(resolved, 0, *axes, (90, 64), steps=25)
    tile = compute(study, threads=1)
    for row, column in ((0, 1), (17, 40), (40, 33), (63, 89)):
        x, y = study.pixel(row, column).values()
        again = replace(
            noisy,
            start=StartSpec(points=((x, y),)),
            noise=replace(noisy.noise, stream=stream_of(study, row, column)),
            playback=replace(noisy.playback, steps=25),
        )
        run = build_runs(again)[0]
        run.advance(25)
        loss = run.value_and_gradient()[0][0]
        assert float(tile.loss[row, column]) == pytest.approx(
            float(loss), rel=1e-5 if dtype == "float32" else 1e-12
        )


def test_a_pixels_path_is_what_the_map_simulates() -> None:
    from engine.bulk.tile import compute

    study = small_study(steps=200, params={"eta": 0.01, "gamma": 0.9})
    tile = compute(study, slice(0, 16), slice(0, 32), threads=1)
    for row, column in ((0, 0), (7, 20), (15, 31)):
        end = path_of(study, row, column, "split")[-1]
        loss = study.field.value(end[0], end[1])
        assert float(tile.loss[row, column]) == pytest.approx(float(loss), rel=1e-3, abs=1e-5)
