"""A panel that floats beside another one: choosers and editors. It is no window of its own, so it cannot
be lost behind this one, and opens and closes within a frame."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.panels.buttons import IconButton
from gui.panels.panel import Panel
from gui.theme import GRID
from gui.translations import translate

MARGIN = 2 * GRID
_FOOT = 88
"""The bar at the window's foot stays free."""


class FloatingPanel(Panel):
    """`closed` tells that it went. One that does not `stay` closes when the pointer is pressed elsewhere."""

    closed = Signal()

    def __init__(self, owner: QWidget, width: int, stays: bool = False) -> None:
        super().__init__(owner.window())
        self.setProperty("role", "popup")
        self._owner = owner
        self._wide = width
        self._stays = stays
        self.least_height = 0
        self._anchor: QWidget | None = None
        self._back: QWidget | None = None
        self.heading = QLabel(self)
        self.heading.setProperty("role", "popup-heading")
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.close_button = IconButton("close", self)
        self.close_button.clicked.connect(self.close_panel)
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self.heading, 1)
        top.addWidget(self.close_button)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(MARGIN, GRID + 4, MARGIN, MARGIN)
        self.column.setSpacing(GRID)
        self.column.addLayout(top)
        self.hide()

    @property
    def is_open(self) -> bool:
        return not self.isHidden()

    def open_beside(self, anchor: QWidget, focus: QWidget) -> None:
        """Shows it at the left of the owner's panel, level with `anchor`; `focus` gets the keyboard."""
        self._anchor = anchor
        self._back = QApplication.focusWidget()
        self.retranslate()
        self.place()
        self.show()
        self.raise_()
        focus.setFocus(Qt.FocusReason.PopupFocusReason)
        self.window().installEventFilter(self)
        if not self._stays:
            QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def close_panel(self) -> None:
        """Goes, and gives the keyboard back to what had it."""
        if self.isHidden():
            return
        held = self.isAncestorOf(QApplication.focusWidget() or self._owner)
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        self.window().removeEventFilter(self)
        self.hide()
        back, self._back = self._back, None
        # what had it may have gone meanwhile, with a run that is no more
        if held and back is not None and shiboken6.isValid(back) and back.isVisible():
            back.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def place(self) -> None:
        """Where it fits: within the window, beside the owner's panel."""
        window = self.window()
        anchor = self._anchor or self._owner
        edge = self._owner.mapTo(window, QPoint(0, 0)).x() if self._owner is not window else window.width()
        wide = min(self._wide, max(edge - MARGIN - GRID, 240))
        self.setFixedWidth(wide)
        layout = self.layout()
        assert layout is not None
        layout.activate()
        wanted = layout.totalHeightForWidth(wide) if layout.hasHeightForWidth() else self.sizeHint().height()
        high = min(max(wanted, self.least_height), window.height() - MARGIN - _FOOT)
        top = anchor.mapTo(window, QPoint(0, 0)).y() - GRID if anchor is not window else MARGIN
        top = max(min(top, window.height() - _FOOT - high), MARGIN)
        self.setGeometry(QRect(edge - GRID - wide, top, wide, high))

    def retranslate(self) -> None:
        """Every text again."""
        self.close_button.set_tip(translate("window", "Close"), "Esc")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.isVisible():
            if watched is self.window() and event.type() == QEvent.Type.Resize:
                self.place()
            elif not self._stays and event.type() == QEvent.Type.MouseButtonPress:
                self._close_if_outside(watched)
        return super().eventFilter(watched, event)

    def _close_if_outside(self, pressed: QObject) -> None:
        if not isinstance(pressed, QWidget) or pressed is self or self.isAncestorOf(pressed):
            return
        if pressed.window() is self.window():  # a menu of ours is a window of its own
            self.close_panel()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # what is typed here goes to what has the keyboard here, not to the window
            plain = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
            if not event.modifiers() & ~plain:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            event.accept()  # keys of the window's own are not meant while one types here
