"""What is typed and chosen for a map in the panel: kept where it can be, and else refused in clear words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from gui.model.map_edits import NO_PLANE
from gui.translations import sentence
from scenarios.map_schema import AxisSpec

from .conftest import Mapper


def test_the_whole_map_is_on_the_scale_that_was_chosen(rates: Mapper) -> None:
    session, section = rates.session, rates.window.runs.map
    section.set_folded(False)
    section.axes["x"].scale.chosen.emit("linear")
    section.axes["y"].scale.chosen.emit("log")
    wanted = session.map.x, session.map.y
    rates.turn_wheel(0.5, 0.5, 3)
    rates.window.show_all()
    assert (session.map.x, session.map.y) == wanted
    assert (session.map.x.log, session.map.y.log) == (False, True)


def test_an_axis_below_0_is_not_logarithmic_and_that_is_said(places: Mapper) -> None:
    session, section = places.session, places.window.runs.map
    section.set_folded(False)
    below = AxisSpec("start.x", -5, -1)
    session.change_map(x=below)
    section.axes["x"].scale.chosen.emit("log")
    assert session.map.x == below
    assert section.axes["x"].complaint.text() == "a logarithmic axis begins above 0"
    assert section.axes["x"].scale.current == "linear"


def test_steps_that_no_map_can_have_are_refused_where_they_are_typed(places: Mapper) -> None:
    section = places.window.runs.map
    section.set_folded(False)
    for typed in ("2000000", "50"):
        section.steps.fields[0].setFocus()
        section.steps.fields[0].selectAll()
        places.type(typed)
        places.key(Qt.Key.Key_Return)
        assert places.session.map.steps == (None if typed == "2000000" else 50)
        assert ("1000000" in section.steps.complaint.text()) is (typed == "2000000")


def test_the_whole_map_is_of_the_landscape_that_is_there_now(places: Mapper) -> None:
    session = places.session
    session.set_landscape("rosenbrock")
    places.settle()
    x0, x1, y0, y1 = session.resolved.rectangle
    places.window.show_all()
    assert session.map.x == AxisSpec("start.x", x0, x1)
    assert session.map.y == AxisSpec("start.y", y0, y1)
    session.set_landscape("himmelblau")
    places.settle()
    places.window.show_all()
    assert session.map.x == AxisSpec("start.x", -5, 5)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_that_there_can_be_no_map_is_said(places: Mapper, language: str) -> None:
    session, window = places.session, places.window
    session.set_language(language)
    session.set_signal("sine")
    places.until(lambda: not places.maps.isVisible())
    window.runs.map.set_folded(False)
    assert window.runs.map.shown.toolTip() == sentence(NO_PLANE, language)
    assert window.notice.isHidden()
    places.key(Qt.Key.Key_M, at=window.laboratory)
    assert window.notice.text.text() == sentence(NO_PLANE, language)
    assert window.notice.isVisible()
    assert session.map is None


def test_that_the_range_of_both_axes_is_shown_is_said(rates: Mapper) -> None:
    state = rates.maps.state
    spans = []
    while not rates.pane.note:
        spans.append((state.shown.x, state.shown.y))
        assert len(spans) < 200
        rates.turn_wheel(0.5, 0.5, -2)
    assert rates.pane.note == "This is all that both axes may span."
    for axis in (state.shown.x, state.shown.y):
        assert axis.high == state.parameters()[axis.name].limits[1]
    rates.turn_wheel(0.5, 0.5, 1)
    assert rates.pane.note == ""
