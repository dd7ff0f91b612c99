"""Draws the icons of every theme ahead of time, so that a change of theme finds them drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QObject, QTimer

from gui.theme.colours import THEMES
from gui.theme.iconset import icon

_AFTER = 4000
"""Milliseconds from the start, by which the window is moving."""

_EVERY = 40


class IconWarmer(QObject):
    """One icon at a time, while the window has nothing better to do; `names` is asked when it begins."""

    def __init__(self, names: Callable[[], Iterable[str]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._left: Iterator[tuple[str, str, str]] = iter(())
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self._draw_next)

    def start(self, after: int = _AFTER) -> None:
        QTimer.singleShot(after, self, self._begin)

    def _begin(self) -> None:
        names = sorted(set(self._names()))
        self._left = iter([(name, each.text, each.faint) for each in THEMES.values() for name in names])
        self._timer.start()

    def _draw_next(self) -> None:
        wanted = next(self._left, None)
        if wanted is None:
            self._timer.stop()
        else:
            icon(*wanted)
