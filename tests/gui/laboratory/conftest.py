"""A laboratory in a window of its own, and a person's hands on it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from tests.gui.driving import Hands

NO_KEY = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.MouseButton.NoButton


class Laboratory(Hands):
    """A window on a signal."""

    def open_signal(self, source: str) -> None:
        self.open(source)
        self.until(lambda: self.lab.is_ready)
        self.settle()
        self.session.pause()

    @property
    def lab(self):
        return self.window.laboratory

    def settle(self) -> None:
        """Until everything that was asked for is computed."""
        QApplication.processEvents()
        total = self.session.total
        self.until(lambda: bool(self.lab._columns) and all(len(c["t"]) > total for c in self.lab._columns))

    def mouse(self, view, kind: QEvent.Type, x: float, y: float, held=NONE, keys=NO_KEY) -> None:
        port, place = view.viewport(), QPointF(x, y)
        button = NONE if kind == QEvent.Type.MouseMove else LEFT
        QApplication.sendEvent(
            port, QMouseEvent(kind, place, port.mapToGlobal(place), button, held or button, keys)
        )

    def touch(self, kind: QEvent.Type, epoch: float, up: float) -> None:
        """Presses, holds or lets go in the gradient's lane: an epoch, and pixels above the middle."""
        figure = self.lab.figure
        held = LEFT if kind == QEvent.Type.MouseMove else NONE
        self.mouse(self.lab.view, kind, figure.px(epoch), figure.lanes[0].area.center().y() - up, held=held)

    def draw(self, points: list[tuple[float, float]], keys=NO_KEY) -> None:
        """A stroke in the gradient's lane through (epoch, pixels above the middle)."""
        figure, view = self.lab.figure, self.lab.view
        middle = figure.lanes[0].area.center().y()
        places = [(figure.px(epoch), middle - up) for epoch, up in points]
        self.mouse(view, QEvent.Type.MouseButtonPress, *places[0], keys=keys)
        for place in places[1:]:
            self.mouse(view, QEvent.Type.MouseMove, *place, held=LEFT, keys=keys)
        self.mouse(view, QEvent.Type.MouseButtonRelease, *places[-1], keys=keys)


@pytest.fixture
def laboratory(qtbot):
    made: list[Laboratory] = []

    def make(**options: object) -> Laboratory:
        made.append(Laboratory(qtbot, **options))
        return made[-1]

    yield make
    for each in made:
        each.shut()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


Make = Callable[..., Laboratory]
