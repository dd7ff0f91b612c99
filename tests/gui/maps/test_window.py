"""Maps in a real window: shown by a key, moved, pointed at, replayed, compared and saved."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

import scenarios
from gui.maps.menus import colour_menu, second_menu
from gui.maps.pathfinder import path_of, stream_of
from scenarios.building import build_runs
from scenarios.carrying import text_in
from scenarios.map_schema import AxisSpec, SecondMap
from scenarios.resolving import resolve
from scenarios.schema import NoiseSpec, StartSpec
from scenarios.studying import study_of
from tests.gui.translations.test_window_in_russian import english

from .conftest import Mapper, small_study

SMALL = """\
format = 1
title = { en = "Small", ru = "Малый" }
caption = { en = "Look.", ru = "Смотрите." }
group = "maps"
[field]
landscape = "himmelblau"
[start]
points = [[0, 0]]
[[runs]]
optimizer = "momentum"
parameters = { eta = 0.01, gamma = 0.5 }
[[runs]]
optimizer = "gradient_descent"
parameters = { eta = 0.01 }
[playback]
steps = 30
"""
PLACES = """\
[view.map]
x = { name = "start.x", low = -5, high = 5 }
y = { name = "start.y", low = -5, high = 5 }
"""
RATES = """\
[view.map]
x = { name = "eta", low = 0.001, high = 0.1, log = true }
y = { name = "gamma", low = 0, high = 0.9 }
"""


@pytest.fixture
def places(mapper: Mapper) -> Mapper:
    mapper.open(scenarios.loads(SMALL + PLACES))
    mapper.rest(20)
    mapper.finish()
    return mapper


def test_a_key_shows_and_closes_the_map(mapper: Mapper) -> None:
    mapper.open(scenarios.loads(SMALL))
    mapper.rest(20)
    session, window = mapper.session, mapper.window
    assert not mapper.maps.isVisible()
    mapper.key(Qt.Key.Key_M, at=window.canvas)
    mapper.until(mapper.maps.isVisible)
    mapper.finish()
    assert session.document.is_modified
    assert mapper.pane.figure.heading == "Momentum"
    assert window.canvas.area().left() >= mapper.maps.geometry().right()
    assert not window.charts.isVisible()
    plot = mapper.pane.at.plot
    assert plot.width() == pytest.approx(plot.height(), abs=2)
    assert mapper.pictures[0].numbers.shape == (plot.height(), plot.width())
    mapper.key(Qt.Key.Key_M, at=mapper.pane)
    mapper.until(lambda: not mapper.maps.isVisible())
    assert window.charts.isVisible()
    session.undo()
    mapper.until(mapper.maps.isVisible)


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("size", [(960, 600), (1600, 900)])
def test_title_and_caption_keep_to_the_map(places: Mapper, language: str, size: tuple[int, int]) -> None:
    window, maps = places.window, places.maps
    words = "Every pixel is a start, its colour the valley reached, its shade the time taken. " * 2
    window.resize(*size)
    places.session.set_language(language)
    places.session.set_texts(title="How large may the learning rate become?", caption=words)
    places.settle()
    title, caption = window.title, window.title.caption
    assert title.geometry().right() < maps.geometry().right()
    assert len(title.button.lines()) == (1 if size[0] > 1000 else 2)
    assert title.button.width() >= title.button.sizeHint().width()
    assert title.button.height() >= title.button.sizeHint().height()
    assert caption.height() >= caption.heightForWidth(caption.width())
    assert maps.panes[0].y() >= title.geometry().bottom()
    places.key(Qt.Key.Key_W, at=places.pane)
    places.until(lambda: maps.width() == window.width())
    wide = title.width()
    assert wide > 0.5 * window.width()
    places.key(Qt.Key.Key_M, at=places.pane)
    places.until(lambda: not maps.isVisible())
    assert title.width() == wide


def test_it_takes_the_stages_place_and_gives_it_back(places: Mapper) -> None:
    window = places.window
    places.key(Qt.Key.Key_W, at=places.pane)
    places.until(lambda: places.maps.width() == window.width())
    places.key(Qt.Key.Key_W, at=places.pane)
    places.until(lambda: places.maps.width() < 0.7 * window.width())


def test_the_wheel_zooms_about_the_pointer_and_rests_as_one_edit(places: Mapper) -> None:
    session, state = places.session, places.maps.state
    places.turn_wheel(0.25, 0.75, 3)
    assert state.shown.x.low == pytest.approx(-5 + 2.5 * (1 - 1.25**-3), abs=0.02)
    assert session.map.x == AxisSpec("start.x", -5, 5)
    assert places.pane.figure.image_x == AxisSpec("start.x", -5, 5)
    places.until(lambda: session.map == state.shown)
    places.finish()
    session.undo()
    assert state.shown.x == AxisSpec("start.x", -5, 5)
    session.redo()
    assert places.window.is_at_map
    places.window.show_all()
    assert session.map.x == AxisSpec("start.x", -5, 5)


def test_a_drag_moves_the_map_with_the_hand(places: Mapper) -> None:
    start = places.session.scenario.start
    places.drag((0.3, 0.5), (0.5, 0.4))
    assert places.session.map.x.low == pytest.approx(-7, abs=0.1)
    assert places.session.map.y.low == pytest.approx(-4, abs=0.1)
    assert places.session.scenario.start == start


def test_numbers_end_and_it_is_said(places: Mapper) -> None:
    state = places.maps.state
    while state.end is None:
        state.zoom(4.0, 0.4, 0.6)
    assert state.end == "float64"
    while not places.pane.note:
        places.turn_wheel(0.4, 0.6, 1)
    assert "64-bit" in places.pane.note
    assert state.shown.x.high > state.shown.x.low


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


def test_a_parameter_turned_elsewhere_makes_another_map(places: Mapper) -> None:
    old = places.pictures[0]
    places.session.set_parameter(0, "eta", 0.02)
    places.until(lambda: places.pictures[0] is not old)
    places.finish()
    assert places.pictures[0].job.study.params["eta"] == 0.02
    places.session.undo()
    places.finish()
    assert places.pictures[0].numbers is old.numbers


def test_seeds_are_for_noise(places: Mapper) -> None:
    section, state = places.window.runs.map, places.maps.state
    section.set_folded(False)
    section.seeds.fields[0].setFocus()
    section.seeds.fields[0].selectAll()
    places.type("3")
    places.key(Qt.Key.Key_Return)
    assert places.session.map.seeds == 3
    assert [job.study.seeds for job in state.jobs()] == [1]
    places.session.set_noise(sigma=0.5)
    assert [job.study.seeds for job in state.jobs()] == [3]


def test_parameters_are_axes_too(mapper: Mapper) -> None:
    mapper.open(scenarios.loads(SMALL + RATES))
    mapper.rest(20)
    mapper.finish()
    figure = mapper.pane.figure
    assert figure.names[0] == "learning rate η"
    assert not figure.equal
    mapper.click_at(0.25, 0.5)
    run = mapper.session.scenario.runs[0]
    assert run.parameters["eta"] == pytest.approx(0.001 * 100**0.25, rel=0.03)
    assert run.parameters["gamma"] == pytest.approx(0.45, abs=0.01)
    assert mapper.session.scenario.start == StartSpec(points=((0, 0),))
    mapper.point_at(0.25, 0.5)
    mapper.until(lambda: mapper.window.canvas._preview is not None)
    assert mapper.pane.path is None


def test_two_maps_have_one_cross_and_a_difference(places: Mapper) -> None:
    places.key(Qt.Key.Key_U, at=places.pane)
    assert places.session.map.second == SecondMap(run=1)
    places.finish()
    first, second, third = places.maps.panes
    assert second.figure.heading == "Gradient descent"
    assert first.at.plot.size() == second.at.plot.size()
    assert third.isHidden()
    places.point_at(0.3, 0.7, second)
    assert first.cross == second.cross
    assert dict(places.maps.pointer.card.rows)["x"]
    places.window.registry.trigger("map.difference")
    places.until(lambda: places.maps.state.renderer.comparison is not None)
    places.finish()
    assert third.isVisible()
    assert third.figure.image is not None


def test_the_panel_chooses_axes_colours_and_ranges(places: Mapper) -> None:
    session, section = places.session, places.window.runs.map
    section.set_folded(False)
    section.axes["x"].choose("gamma")
    assert session.map.x == AxisSpec("gamma", 0.0, 0.9999)
    section.axes["y"].choose("gamma")
    assert (session.map.x.name, session.map.y.name) == ("start.y", "gamma")
    field = section.axes["y"].fields["high"]
    field.setFocus()
    field.selectAll()
    places.type("0.5")
    places.key(Qt.Key.Key_Return)
    assert session.map.y.high == 0.5
    field.selectAll()
    places.type("-1")
    places.key(Qt.Key.Key_Return)
    assert "γ" in section.axes["y"].complaint.text()
    assert session.map.y.high == 0.5
    section.set_run(1)
    assert "gamma" in section.run_row.complaint.text()
    session.change_map(colour="loss")
    assert section.heading.remark == "Final loss"


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


def test_a_map_is_saved_as_picture_drawing_and_numbers(places: Mapper, tmp_path: Path) -> None:
    for name in ("map.png", "map.svg", "map.npz"):
        places.maps.save(tmp_path / name)
        places.until(lambda n=name: n in places.maps.said)
    image = QImage(str(tmp_path / "map.png"))
    assert image.width() > 600
    assert scenarios.loads(text_in(tmp_path / "map.png")) == places.session.scenario
    assert "start x" in (tmp_path / "map.svg").read_text("utf-8")
    with np.load(tmp_path / "map.npz") as found:
        np.testing.assert_array_equal(found["basin"], places.pictures[0].numbers.arrays["basin"])
        assert len(found["x"]) == found["basin"].shape[1]
    places.maps.save(tmp_path / "map.bmp")
    places.until(lambda: ".npz" in places.pane.note)


def test_another_optimizer_without_that_parameter_leaves_a_map_of_starts(mapper: Mapper) -> None:
    mapper.open(scenarios.loads(SMALL + RATES))
    mapper.rest(20)
    mapper.finish()
    mapper.session.set_optimizer(0, "gradient_descent")
    mapper.finish()
    assert mapper.session.map.x.name == "start.x"
    mapper.session.set_signal("sine")
    mapper.until(lambda: not mapper.maps.isVisible())


def test_language_and_theme_change_what_is_shown(places: Mapper) -> None:
    places.session.set_language("ru")
    assert places.pane.figure.names[0] == "начало x"
    before = places.pictures[0].image.copy()
    places.session.set_theme("light")
    places.finish()
    places.until(lambda: places.pictures[0].image != before)


def test_no_english_is_left_on_a_map_in_russian(places: Mapper) -> None:
    window, session = places.window, places.session
    window.runs.map.set_folded(False)
    session.set_language("ru")
    places.key(Qt.Key.Key_U, at=places.pane)
    window.registry.trigger("map.difference")
    places.finish()
    places.until(lambda: bool(places.maps.panes[2].figure.items))
    assert english(places.maps) | english(window.runs.map) == set()
    shown = [item.text + item.tip for pane in places.maps.panes for item in pane.figure.items]
    plain = re.sub(r"S_bb?|ln|Daza.*|McDonald.*", "", " ".join(shown))
    assert re.findall("[A-Za-z]{3,}", plain) == []
    for fill in (colour_menu, second_menu):
        fill(session, places.maps.bar.menu)
        assert english(places.maps) == set()


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
