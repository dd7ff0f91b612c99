"""The actions of time that the bar and the keys share, besides those of the window."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from gui.actions import Actions
from gui.model.session import Session
from gui.translations import QT_TRANSLATE_NOOP

_KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)


def declare(session: Session, registry: Actions) -> None:
    """Declares them all."""

    def is_open() -> bool:
        return session.loaded is not None

    add = partial(registry.add, group="time", enabled=is_open)
    for id, name, count, keys in (
        ("step_right", QT_TRANSLATE_NOOP("window", "Step on, by arrow key"), 1, "Right"),
        ("step_left", QT_TRANSLATE_NOOP("window", "Step back, by arrow key"), -1, "Left"),
        ("stride", QT_TRANSLATE_NOOP("window", "Ten steps on"), 10, "Shift+Right"),
        ("stride_back", QT_TRANSLATE_NOOP("window", "Ten steps back"), -10, "Shift+Left"),
    ):
        add(id, name, partial(session.step_by, count), keys=keys, repeats=True)
    add("first", QT_TRANSLATE_NOOP("window", "To the first step"), lambda: session.seek(0), keys="Home")
    add(
        "last",
        QT_TRANSLATE_NOOP("window", "To the last step"),
        lambda: session.seek(session.total),
        keys="End",
    )
    add(
        "loop",
        QT_TRANSLATE_NOOP("window", "Play over and over"),
        lambda: session.set_loop(not loops(session)),
        keys="Shift+L",
        icon="loop",
        checked=lambda: loops(session),
    )
    add(
        "clear_turns",
        QT_TRANSLATE_NOOP("window", "Forget everything that was turned on the way"),
        session.clear_turns,
    )


def loops(session: Session) -> bool:
    """Whether the end of the open scenario is followed by its start."""
    return session.scenario is not None and session.scenario.playback.loop


class ArrowKeys(QObject):
    """Arrows, Home and End are time's only where nothing else needs them: on `places` and what lies in them.

    Whatever else has the keyboard, a slider, a list, a text, gets them before the window's shortcuts do.
    """

    def __init__(self, window: QWidget, *places: QWidget) -> None:
        super().__init__(window)
        self._places = places
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            focus = QApplication.focusWidget()
            if (
                event.key() in _KEYS
                and focus is not None
                and focus is not watched
                and self._is_elsewhere(focus)
            ):
                event.accept()
                return True
        return False

    def _is_elsewhere(self, focus: QWidget) -> bool:
        return not any(place is focus or place.isAncestorOf(focus) for place in self._places)
