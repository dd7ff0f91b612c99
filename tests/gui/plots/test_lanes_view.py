"""The laboratory's lanes under the hand: magnified, moved, read and sought in."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from gui.plots import Curve, Lane
from gui.plots.lanes_figure import LanesFigure
from gui.plots.view import LanesView
from gui.theme import DARK

NO_KEY = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


class Hand:
    """A view of two lanes over 0 … 400, and what a person does to it."""

    def __init__(self, qtbot) -> None:
        t = np.arange(401.0)
        lanes = [
            Lane("g", "", (Curve(t, t / 400, "#FF0000"),)),
            Lane("v", "", (Curve(t, -t, "#FF0000"), Curve(t, np.where(t > 300, np.nan, t), "#00FF00"))),
        ]
        self.bot, self.figure = qtbot, LanesFigure()
        self.figure.resize(1000, 400, 1.0)
        self.figure.show_lanes(lanes, 400, DARK)
        self.view = LanesView(self.figure)
        qtbot.addWidget(self.view)
        self.view.resize(1000, 400)
        self.view.show()
        self.sought: list[int] = []
        self.view.sought.connect(self.sought.append)

    def at(self, epoch: float, y: int = 100) -> QPoint:
        return QPoint(round(self.figure.px(epoch)), y)

    def click(self, at: QPoint) -> None:
        self.bot.mouseClick(self.view.viewport(), LEFT, pos=at)

    def move(self, at: QPoint, held: Qt.MouseButton = Qt.MouseButton.NoButton) -> None:
        port, none = self.view.viewport(), Qt.MouseButton.NoButton
        place = QPointF(at)
        event = QMouseEvent(QEvent.Type.MouseMove, place, port.mapToGlobal(place), none, held, NO_KEY)
        QApplication.sendEvent(port, event)

    def drag(self, start: QPoint, end: QPoint) -> None:
        port = self.view.viewport()
        self.bot.mousePress(port, LEFT, pos=start)
        for k in range(1, 9):
            self.move(start + (end - start) * (k / 8), LEFT)
        self.bot.mouseRelease(port, LEFT, pos=end)

    def wheel(self, at: QPoint, notches: int) -> None:
        port = self.view.viewport()
        phase = Qt.ScrollPhase.NoScrollPhase
        turn, place = QPoint(0, 120 * notches), QPointF(at)
        none = Qt.MouseButton.NoButton
        event = QWheelEvent(place, port.mapToGlobal(place), QPoint(), turn, none, NO_KEY, phase, False)
        QApplication.sendEvent(port, event)


@pytest.fixture
def hand(qtbot) -> Hand:
    return Hand(qtbot)


def test_a_click_goes_to_its_epoch_and_a_drag_takes_the_cursor_along(hand: Hand) -> None:
    hand.click(hand.at(300))
    assert hand.sought == [pytest.approx(300, abs=1)]
    hand.drag(hand.at(50), hand.at(200))
    assert hand.sought[1] == pytest.approx(50, abs=1)
    assert hand.sought[-1] == pytest.approx(200, abs=1)


def test_a_pointer_that_was_let_go_elsewhere_takes_nothing_along(hand: Hand) -> None:
    hand.bot.mousePress(hand.view.viewport(), LEFT, pos=hand.at(50))
    hand.move(hand.at(60), LEFT)
    sought = list(hand.sought)
    assert sought[-1] == pytest.approx(60, abs=1)
    hand.move(hand.at(200))
    hand.move(hand.at(300), LEFT)
    assert hand.sought == sought


def test_the_wheel_magnifies_about_the_pointer_and_a_double_click_shows_all(hand: Hand) -> None:
    place = hand.at(120)
    hand.wheel(place, 5)
    assert hand.at(120).x() == pytest.approx(place.x(), abs=1)
    low, high = hand.figure.times
    assert high - low == pytest.approx(400 / 1.25**5)
    hand.wheel(place, -40)
    assert hand.figure.times == (0.0, 400.0)
    hand.wheel(place, 3)
    hand.bot.mouseDClick(hand.view.viewport(), LEFT, pos=place)
    assert hand.figure.is_whole


def test_magnified_lanes_are_dragged_and_a_click_still_goes_there(hand: Hand) -> None:
    hand.wheel(hand.at(200), 5)
    low, high = hand.figure.times
    hand.drag(hand.at(220), hand.at(200))
    assert hand.figure.times == (pytest.approx(low + 20, abs=1), pytest.approx(high + 20, abs=1))
    assert hand.sought == []
    hand.click(hand.at(230))
    assert hand.sought == [pytest.approx(230, abs=1)]
    below = round(hand.figure.area.bottom()) + 10
    hand.drag(hand.at(210, below), hand.at(240, below))
    assert hand.sought[-1] == pytest.approx(240, abs=1)


def test_the_pointer_reads_every_curve_that_has_a_value(hand: Hand) -> None:
    pointed: list[float | None] = []
    hand.view.pointed.connect(lambda: pointed.append(hand.figure.hovered))
    hand.move(hand.at(200))
    assert hand.figure.hovered == pytest.approx(200, abs=1)
    epoch = hand.figure.hovered
    assert epoch is not None
    assert set(hand.figure.reading.values) == {f"{epoch / 400:.3f}", f"{epoch:.1f}", f"−{epoch:.1f}"}
    hand.move(hand.at(350))
    assert len(hand.figure.reading.values) == 2
    QApplication.sendEvent(hand.view, QEvent(QEvent.Type.Leave))
    assert hand.figure.hovered is None
    assert hand.figure.reading.values == []
    assert pointed[-1] is None


def test_what_is_read_is_painted(hand: Hand) -> None:
    before = hand.view.grab().toImage()
    hand.move(hand.at(100))
    assert hand.view.grab().toImage() != before
    hand.move(QPoint(2, 2))
    assert hand.view.grab().toImage() == before
