"""The relief in a real window: switched by key and button, turned, and all that a hand does on the stage."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import scenarios
from gui.relief.camera import HOME
from tests.gui.driving import CTRL, LANDSCAPE
from tests.gui.hand.fingers import Fingers
from tests.scenarios.texts import SMALL

Make = Callable[..., Fingers]

RUNAWAY = (
    SMALL.replace('landscape = "himmelblau"', 'landscape_formula = "x^2 - y^2"\ndomain = [-2, 2, -2, 2]')
    .replace("[[0, 0]]", "[[0.3, 0.3]]")
    .replace('"adam"', '"gradient_descent"\nparameters = { eta = 0.1 }')
    .replace("steps = 5", "steps = 60")
)
"""A ball that leaves the domain after some steps."""


class Turner(Fingers):
    """Fingers on a relief that stands still."""

    def switch(self) -> None:
        self.key(Qt.Key.Key_V, at=self.window.canvas)
        self.settle_view()

    def settle_view(self) -> None:
        """Until the passage has come to its end and the picture is of the camera asked for."""

        def is_done() -> bool:
            frame = self.session.frame
            if frame is None or frame.picture is None or frame.handled != self.session._sent:
                return False
            mapping = frame.picture.mapping
            if self.session.camera is None:
                return mapping.is_flat
            return not mapping.is_flat and mapping.vantage.projection.rise == 1.0

        self.until(is_done)

    @property
    def middle(self) -> QPointF:
        return self.window.canvas.area().center()

    def ground(self, x: float, y: float) -> QPointF:
        return self.window.canvas.point(x, y)

    def pull_with(self, button: Qt.MouseButton, start: QPointF, end: QPointF) -> None:
        """A drag with another button than the left one."""
        canvas, none = self.window.canvas, Qt.MouseButton.NoButton
        kinds = [
            (QEvent.Type.MouseMove, start, none, none),
            (QEvent.Type.MouseButtonPress, start, button, button),
            *((QEvent.Type.MouseMove, start + (end - start) * (k / 6), none, button) for k in range(1, 7)),
            (QEvent.Type.MouseButtonRelease, end, button, none),
        ]
        for kind, at, own, down in kinds:
            held = Qt.KeyboardModifier.NoModifier
            QApplication.sendEvent(canvas, QMouseEvent(kind, at, canvas.mapToGlobal(at), own, down, held))

    def wheel(self, at: QPointF, notches: int) -> None:
        canvas, none = self.window.canvas, Qt.KeyboardModifier.NoModifier
        event = QWheelEvent(
            at, canvas.mapToGlobal(at), QPoint(), QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(canvas, event)


@pytest.fixture
def turner(qtbot: QtBot, compiled: object) -> Iterator[Turner]:
    made = Turner(qtbot)
    made.open(LANDSCAPE)
    made.rest(40)
    made.switch()
    yield made
    made.shut()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_a_key_and_a_button_switch_between_plan_and_relief(turner: Turner) -> None:
    session, canvas = turner.session, turner.window.canvas
    assert session.camera == HOME
    turner.until(canvas.sight_bar.cube.isChecked)
    relief = canvas.grab().toImage()
    turner.switch()
    assert session.camera is None
    assert canvas.grab().toImage() != relief
    turner.click(canvas.sight_bar.cube)
    turner.settle_view()
    assert session.camera == HOME


def test_a_drag_on_the_ground_turns_it(turner: Turner) -> None:
    session, begin = turner.session, turner.middle + QPointF(0, 120)
    turner.pull(begin, begin + QPointF(100, 30))
    assert turner.shape == Qt.CursorShape.ClosedHandCursor
    turner.release(begin + QPointF(100, 30))
    assert session.camera.azimuth < HOME.azimuth - 20
    assert session.camera.elevation > HOME.elevation + 5
    assert session.camera.target is None
    turner.settle_view()
    seen = session.frame.picture.mapping.vantage.projection.camera
    assert seen.azimuth == pytest.approx(session.camera.azimuth)
    start = session.runs[0].start
    assert turner.session.runs[0].start == start
    assert not session.document.can_undo


@pytest.mark.parametrize("button", [Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton])
def test_other_buttons_move_the_ground_along(turner: Turner, button: Qt.MouseButton) -> None:
    session, begin = turner.session, turner.middle + QPointF(0, 30)
    assert turner.window.canvas.meets(begin)
    place = turner.window.canvas.world(begin)
    turner.pull_with(button, begin, begin + QPointF(50, -30))
    assert session.camera.target is not None
    assert session.camera.azimuth == HOME.azimuth
    turner.settle_view()
    now = turner.ground(*place)
    # what was taken hold of has gone along, nearly: it is not as far away as what is in the middle
    assert np.hypot(now.x() - begin.x() - 50, now.y() - begin.y() + 30) < 15


def test_wheel_and_keys_come_closer_turn_and_go_home(turner: Turner) -> None:
    session, canvas = turner.session, turner.window.canvas
    turner.wheel(turner.middle, 2)
    assert session.camera.distance == pytest.approx(HOME.distance / 1.25**2)
    turner.key(Qt.Key.Key_Minus, at=canvas)
    turner.key(Qt.Key.Key_Minus, at=canvas)
    assert session.camera.distance == pytest.approx(HOME.distance, rel=0.01)
    turner.key(Qt.Key.Key_Right, CTRL, at=canvas)
    assert session.camera.azimuth > HOME.azimuth
    turner.key(Qt.Key.Key_Up, CTRL, at=canvas)
    assert session.camera.elevation != HOME.elevation
    turner.key(Qt.Key.Key_0, at=canvas)
    assert session.camera == HOME
    assert session.view is None


def test_the_wheel_comes_closer_to_what_is_under_the_pointer(turner: Turner) -> None:
    canvas, place = turner.window.canvas, (0.6, 1.0)
    at = turner.ground(*place)
    assert canvas.world(at) == pytest.approx(place, abs=0.1)
    turner.wheel(at, 3)
    turner.settle_view()
    now = turner.ground(*place)
    assert np.hypot(now.x() - at.x(), now.y() - at.y()) < 6


def test_a_click_on_the_ground_starts_there(turner: Turner) -> None:
    session = turner.session
    at = turner.ground(1.0, 1.2)
    turner.move(at)
    turner.press(at)
    turner.release(at)
    for run in session.runs:
        assert run.start.points[0] == pytest.approx((1.0, 1.2), abs=0.06)
    assert session.playing
    assert session.camera == HOME


def test_a_click_beside_the_ground_does_nothing(turner: Turner) -> None:
    session, canvas = turner.session, turner.window.canvas
    at = QPointF(canvas.width() / 2, 110)
    assert not canvas.meets(at)
    before = session.scenario
    turner.press(at)
    turner.release(at)
    assert session.scenario is before
    assert not session.playing


def test_a_start_is_dragged_over_the_ground(turner: Turner) -> None:
    session = turner.session
    begin, end = turner.start(), turner.ground(0.5, 0.8)
    turner.move(begin)
    assert turner.window.canvas.hand.start is not None
    turner.pull(begin, end)
    turner.release(end)
    assert session.runs[0].start.points[0] == pytest.approx((0.5, 0.8), abs=0.08)
    assert session.camera == HOME
    session.undo()
    assert session.runs[0].start.points[0] != pytest.approx((0.5, 0.8), abs=0.08)
    assert session.camera == HOME


def test_a_ball_under_the_pointer_shows_its_card(turner: Turner) -> None:
    hand, session = turner.window.canvas.hand, turner.session
    turner.move(turner.head(3))
    assert hand.ball is not None
    turner.until(lambda: session.frame.hovered is not None)
    turner.until(hand.card.isVisible)
    turner.move(turner.middle + QPointF(0, 200))
    assert hand.ball is None


def test_a_card_goes_when_its_ball_leaves_the_ground(turner: Turner) -> None:
    hand, session = turner.window.canvas.hand, turner.session
    turner.open(scenarios.loads(RUNAWAY))
    turner.rest(0)
    turner.switch()
    turner.move(turner.head(0))
    turner.until(hand.card.isVisible)
    session.seek(session.total)
    turner.settle()
    assert not np.isfinite(turner.window.canvas.point(*session.frame.heads[0][0]).toTuple()).all()
    turner.until(lambda: not hand.card.isVisible())


def test_a_grid_of_starts_is_drawn_on_the_ground(turner: Turner) -> None:
    session, canvas = turner.session, turner.window.canvas
    begin, end = turner.ground(-1.0, -1.0), turner.ground(1.0, 1.0)
    turner.pull(begin, end, CTRL)
    drawing = canvas.grab().toImage()
    assert canvas.hand.gesture is not None
    turner.release(end, CTRL)
    assert drawing != canvas.grab().toImage()
    grid = session.runs[0].start.grid
    assert grid is not None
    assert grid.rectangle == pytest.approx((-1.0, 1.0, -1.0, 1.0), abs=0.1)


def test_what_the_optimizer_sees_lies_on_the_ground(turner: Turner) -> None:
    session, canvas = turner.session, turner.window.canvas
    plain = canvas.grab().toImage()
    turner.key(Qt.Key.Key_S, at=canvas)
    turner.settle()
    turner.until(lambda: session.frame.probe is not None)
    assert canvas.grab().toImage() != plain


def test_saving_keeps_from_where_it_was_looked_at(turner: Turner, tmp_path: Path) -> None:
    session, begin = turner.session, turner.middle + QPointF(0, 120)
    turner.pull(begin, begin + QPointF(60, 20))
    turner.release(begin + QPointF(60, 20))
    camera, file = session.camera, tmp_path / "relief.toml"
    assert session.save(file)
    turner.until(file.exists)
    assert scenarios.load(file).view.camera == camera
    turner.settle()
    turner.until(lambda: not session.document.is_modified)
    assert not session.document.can_undo
    turner.open(file)
    turner.settle_view()
    assert session.camera == camera


def test_another_scenario_is_a_plan_again(turner: Turner) -> None:
    turner.open("out_of_the_trap")
    turner.settle_view()
    assert turner.session.camera is None
