"""Hands that know where things lie on the stage."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from tests.gui.driving import Hands

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


class Fingers(Hands):
    """Of one window."""

    def settle(self) -> None:
        """Until what is shown is what was asked for."""

        def is_done() -> bool:
            frame = self.session.frame
            return frame is not None and frame.handled == self.session._sent and frame.busy is None

        self.until(is_done)

    def rest(self, step: int) -> None:
        self.session.pause()
        self.session.seek(step)
        self.settle()

    def send(self, kind: QEvent.Type, at: QPointF, held: Qt.KeyboardModifier = NONE) -> None:
        canvas = self.window.canvas
        moves = kind == QEvent.Type.MouseMove
        button = Qt.MouseButton.NoButton if moves else LEFT
        down = LEFT if kind == QEvent.Type.MouseButtonPress or canvas.hand.is_busy else button
        down = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else down
        QApplication.sendEvent(canvas, QMouseEvent(kind, at, canvas.mapToGlobal(at), button, down, held))

    def move(self, at: QPointF, held: Qt.KeyboardModifier = NONE) -> None:
        self.send(QEvent.Type.MouseMove, at, held)

    def press(self, at: QPointF, held: Qt.KeyboardModifier = NONE) -> None:
        self.move(at, held)
        self.send(QEvent.Type.MouseButtonPress, at, held)

    def pull(self, start: QPointF, end: QPointF, held: Qt.KeyboardModifier = NONE) -> None:
        """Presses at `start` and drags to `end`, where the button stays down."""
        self.press(start, held)
        for k in range(1, 9):
            self.move(start + (end - start) * (k / 8), held)

    def release(self, at: QPointF, held: Qt.KeyboardModifier = NONE) -> None:
        self.send(QEvent.Type.MouseButtonRelease, at, held)

    def head(self, run: int, particle: int = 0) -> QPointF:
        assert self.session.frame is not None
        heads = self.session.frame.heads[run]
        assert heads is not None
        return self.window.canvas.point(*heads[particle].tolist())

    def start(self, run: int = 0) -> QPointF:
        points = self.session.runs[run].start.points
        assert points is not None
        return self.window.canvas.point(*points[0])

    @property
    def shape(self) -> Qt.CursorShape:
        return self.window.canvas.cursor().shape()


Make = Callable[..., Fingers]
