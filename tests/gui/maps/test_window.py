"""Maps in a real window: shown by a key, moved and compared."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

import scenarios
from gui.maps.legend import RAMP, SHORT_RAMP
from gui.maps.menus import colour_menu, second_menu
from gui.theme import BODY, font
from scenarios.map_schema import AxisSpec, SecondMap
from scenarios.schema import StartSpec
from tests.gui.translations.test_window_in_russian import english

from .conftest import Mapper
from .small import RATES, SMALL


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


@pytest.mark.parametrize("along", ["start.y", "eta"])
def test_maps_side_by_side_have_plots_of_one_size_and_one_upward_axis(places: Mapper, along: str) -> None:
    low = -5.0 if along == "start.y" else 1e-6
    places.session.change_map(y=AxisSpec(along, low, 5.0), second=SecondMap(colour="steps", difference=True))
    places.finish()
    plots = [pane.at.plot for pane in places.maps.panes]
    assert len({(plot.width(), plot.height(), plot.top()) for plot in plots}) == 1
    assert [pane.figure.follows for pane in places.maps.panes] == [False, True, True]
    assert 3 * plots[0].width() > 0.5 * places.maps.width()
    picture = places.maps.panes[1].grab().toImage()
    ground = picture.pixel(0, 0)
    left, y = round(plots[1].left()), round(plots[1].center().y())
    assert {picture.pixel(x, y + dy) for x in range(left - 6) for dy in range(-20, 20)} == {ground}


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


def test_three_maps_beside_the_stage_cut_no_word_of_their_legends(places: Mapper) -> None:
    places.window.resize(1280, 720)
    places.session.set_language("ru")
    places.session.change_map(second=SecondMap(colour="steps", difference=True))
    places.finish()
    maps, bold = places.maps, QFontMetricsF(font(BODY, QFont.Weight.DemiBold))
    for pane in maps.panes:
        for room, item in pane.at.rows:
            give = RAMP - SHORT_RAMP if item.ramp is not None else 0.0
            assert room.width() >= item.width() - give, item.text
        assert pane.at.header.width() >= bold.horizontalAdvance(pane.figure.heading)
    last = maps.panes[2]
    heading = last.at.header.translated(QPointF(last.pos()))
    assert not heading.intersects(QRectF(maps.bar.geometry()).adjusted(0, 1, 0, -1))
    places.session.change_map(second=None)
    places.finish()
    assert maps.bar.geometry().center().y() == pytest.approx(
        places.pane.y() + places.pane.at.header.center().y(), abs=1
    )
