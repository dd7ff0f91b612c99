"""A pointer that rests on a map tells of what lies under it now, whatever became of the map meanwhile."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt

from gui.maps.pathfinder import path_of
from gui.maps.words import told
from scenarios.map_schema import AxisSpec

from .conftest import Mapper

AT = (0.31, 0.69)


def pointed(mapper: Mapper) -> dict[str, str]:
    mapper.point_at(*AT)
    mapper.until(lambda: mapper.pane.path is not None)
    return dict(mapper.maps.pointer.card.rows)


def now(mapper: Mapper) -> list[tuple[str, str]]:
    """What is to be told of the pixel under the cross."""
    picture = mapper.pictures[0]
    return told(picture, *mapper.maps.pointer.pixel(picture, mapper.pane.cross))


def test_its_numbers_and_its_path_follow_an_edit_and_what_is_undone(places: Mapper) -> None:
    card, canvas = places.maps.pointer.card, places.window.canvas
    before = pointed(places)
    places.session.set_parameter(0, "eta", 0.002)
    places.finish()
    # that a map is finished is known before it is told
    places.until(lambda: card.rows[2:] == now(places))
    assert dict(card.rows) != before
    picture = places.pictures[0]
    path = path_of(picture.job.study, *places.maps.pointer.pixel(picture, AT))
    places.until(lambda: np.array_equal(canvas._preview, path))
    places.session.undo()
    places.finish()
    places.until(lambda: dict(card.rows) == before)


def test_they_follow_the_map_as_it_grows_finer_and_moves(places: Mapper) -> None:
    card = places.maps.pointer.card
    pointed(places)
    for act in (
        lambda: places.turn_wheel(*AT, 3),
        lambda: places.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier, at=places.pane),
    ):
        act()
        places.finish()
        picture = places.pictures[0]
        places.until(lambda: card.rows[2:] == now(places))
        values = picture.job.study.pixel(*places.maps.pointer.pixel(picture, places.pane.cross))
        assert float(card.rows[0][1].replace("−", "-")) == pytest.approx(values["start.x"], rel=1e-3)
        places.until(lambda: places.pane.path is not None)
        np.testing.assert_allclose(places.pane.path[0], places.pane.cross, atol=0.01)


def test_no_path_of_starts_is_drawn_over_other_axes(places: Mapper) -> None:
    pointed(places)
    places.session.change_map(x=AxisSpec("eta", 0.001, 0.1, log=True), y=AxisSpec("gamma", 0.0, 0.9))
    assert places.pane.path is None
    places.finish()
    places.until(lambda: places.window.canvas._preview is not None)
    assert places.pane.path is None
    assert "η" in dict(places.maps.pointer.card.rows)


def test_a_path_is_looked_for_once_while_the_map_grows_finer(
    places: Mapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(places.maps.state.finder, "ask", lambda *what: asked.append(what))
    places.point_at(*AT)
    for _ in range(3):
        places.maps.state.told.emit()
    assert len(asked) == 1


def test_nothing_is_pointed_at_while_the_map_goes_with_the_hand(places: Mapper) -> None:
    pointed(places)
    begin = places.pane.point(AT)
    places.send_to(places.pane, QEvent.Type.MouseButtonPress, begin, True)
    places.send_to(places.pane, QEvent.Type.MouseMove, places.pane.point((0.5, 0.5)), True)
    assert places.pane.cross is None
    assert not places.maps.pointer.card.isVisible()
    places.send_to(places.pane, QEvent.Type.MouseButtonRelease, places.pane.point((0.5, 0.5)), False)
    assert places.pane.cross == pytest.approx((0.5, 0.5), abs=0.01)


def test_a_map_closed_under_the_hand_does_not_follow_it_afterwards(places: Mapper) -> None:
    places.send_to(places.pane, QEvent.Type.MouseButtonPress, places.pane.point((0.5, 0.5)), True)
    places.session.toggle_map()
    places.session.toggle_map()
    places.until(places.pane.isVisible)
    shown = places.maps.state.shown
    places.point_at(0.2, 0.2)
    assert places.maps.state.shown == shown
    assert places.pane.cross == pytest.approx((0.2, 0.2), abs=0.01)
