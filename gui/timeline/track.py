"""The timeline: every step from left to right, where time stands, and what was turned on the way."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QToolTip, QWidget

from gui.timeline.marks import Mark, near
from gui.timeline.painting import EDGE, Look, paint_track

_REACH = 7.0
"""Pixels from a mark within which it is meant."""

_KEYS = {
    (Qt.Key.Key_Left, False): -1,
    (Qt.Key.Key_Right, False): 1,
    (Qt.Key.Key_Left, True): -10,
    (Qt.Key.Key_Right, True): 10,
}


class Track(QSlider):
    """Goes to where it is pressed and follows the pointer from there: `pressed`, `sought`, `let_go`.

    `stepped` carries steps on or back, by key; `pointed` the step under the pointer, or None; `asked` the
    marks that a context menu is wanted for, and where. `describe` says in words what a mark is.
    """

    pressed = Signal(int)
    sought = Signal(int)
    let_go = Signal()
    stepped = Signal(int)
    pointed = Signal(object)
    asked = Signal(list, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(0, 1)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.look = Look()
        self.describe = lambda mark: mark.change

    @property
    def marks(self) -> Sequence[Mark]:
        return [mark for mark, _ in self.look.marks]

    def show_marks(self, marks: Sequence[tuple[Mark, str]]) -> None:
        """Marks with their colours."""
        if list(marks) != self.look.marks:
            self.look.marks = list(marks)
            self.update()

    def show_busy(self, done: float | None) -> None:
        """How much is done of catching up with the step reached, 0 … 1; None for all."""
        if done != self.look.busy:
            self.look.busy = done
            self.update()

    def show_pointed(self, step: float | None) -> None:
        """The step that is pointed at, here or elsewhere."""
        if step != self.look.pointed:
            self.look.pointed = step
            self.update()

    # -- steps and pixels --------------------------------------------------------------------------------

    def px(self, step: float) -> float:
        """Where a step lies."""
        return EDGE + step * (self.width() - 2 * EDGE) / max(self.maximum(), 1)

    def step_at(self, x: float) -> int:
        """The step at a pixel, that of a mark if one is near."""
        step = self._raw(x)
        found = self._near(x)
        return found[0].step if found else round(min(max(step, 0.0), float(self.maximum())))

    def _raw(self, x: float) -> float:
        return (x - EDGE) / max(self.width() - 2 * EDGE, 1) * self.maximum()

    def _near(self, x: float) -> list[Mark]:
        reach = _REACH * self.maximum() / max(self.width() - 2 * EDGE, 1)
        return near(self.marks, self._raw(x), reach)

    # -- pointer and keys --------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self.pressed.emit(self._follow(self.step_at(event.position().x())))
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._let_go()  # a menu that opened meanwhile heard of it instead
        held = self.isSliderDown()
        # a drag would stick to every mark on its way
        step = round(min(max(self._raw(x), 0.0), float(self.maximum()))) if held else self.step_at(x)
        self._point(step)
        if held and step != self.value():
            self.sought.emit(self._follow(step))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._let_go()

    def _let_go(self) -> None:
        if self.isSliderDown():
            self.setSliderDown(False)
            self.let_go.emit()

    def _follow(self, step: int) -> int:
        self.setSliderPosition(step)
        self.update()
        return step

    def _point(self, step: int | None) -> None:
        if step != self.look.pointed:
            self.show_pointed(step)
            self.pointed.emit(step)

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / 120.0
        if notches:
            self.stepped.emit(round(notches) or (1 if notches > 0 else -1))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        count = _KEYS.get((Qt.Key(event.key()), shift))
        if count is not None:
            self.stepped.emit(count)
        else:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        x = self.px(self.value()) if by_key else event.pos().x()
        self.asked.emit(self._near(x), self.mapToGlobal(event.pos()))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._near(event.pos().x())
            if found:
                text = "\n".join(self.describe(mark) for mark in found)
                around = self.rect().adjusted(event.pos().x() - 8, 0, 0, 0)
                QToolTip.showText(event.globalPos(), text, self, around)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    # -- looks -------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(240, 40)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_track(self, QRectF(self.rect()), self.px, self.look)

    def handle(self) -> QPointF:
        """Where its handle is."""
        return QPointF(self.px(self.sliderPosition()), self.height() / 2)
