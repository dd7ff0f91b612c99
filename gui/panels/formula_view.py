"""An optimizer's rule, typeset: one line for each statement, its equation number at the right end.

Typesetting takes tens of milliseconds a line, so it is done on a thread of its own, or by the worker where
that is a process of its own; a line that was set once, in one colour, is kept.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.errors import InputError
from gui import readying
from gui.courtesy import PoliteThread, errand, give_way
from gui.model.commands import SetLine
from gui.model.frame import LineSet
from gui.theme import BODY, SMALL, current_theme, font
from gui.theme.kept import in_one_colour

Key = tuple[str, str, float]
"""LaTeX, colour, pixels for each design pixel."""

MOST_KEPT = 160
"""Lines, of some twenty-five thousand bytes each; far more than can be seen at once."""

_LEAST_HEIGHT = 24
_PATIENCE, _TRIES = 5.0, 4
"""Seconds after which a line is asked for once more, since who was asked may be gone, and how often it is
asked for at all. What sets lines takes sixteen megabytes: it is loaded here only if nobody answers."""

_GAP = 6


class Typesetter(QObject):
    """`ready` is emitted when more of what was asked for is there.

    ask: has a line set elsewhere, which `adopt` then takes; None sets lines here.
    """

    ready = Signal()

    def __init__(self, parent: QObject | None = None, ask: Callable[[SetLine], None] | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        self._answers: dict[SetLine, bytes | None] = {}
        self._lines: OrderedDict[Key, QImage] = OrderedDict()
        self._wanted: list[Key] = []
        self._wake = threading.Condition()
        self._stopping = False
        self._thread: threading.Thread | None = None

    def line(self, key: Key) -> QImage | None:
        """The line if it is set already; asked for otherwise."""
        with self._wake:
            if key in self._lines:
                self._lines.move_to_end(key)
            elif key not in self._wanted and not self._stopping:
                self._wanted.append(key)
                self._wake.notify()
            return self._lines.get(key)

    def start(self) -> None:
        """Begins to work; before that, what is asked for only waits."""
        readying.then(self._begin)

    def _begin(self) -> None:
        with self._wake:
            if self._thread is None and not self._stopping:
                self._thread = PoliteThread(target=self._work, name="ravine-typesetter")
                self._thread.start()

    def close(self) -> None:
        with self._wake:
            self._stopping = True
            self._wake.notify()
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        with errand:
            from gui.stage.math import drawn

        while True:
            with self._wake:
                while not (self._wanted or self._stopping):
                    self._wake.wait()
                if self._stopping:
                    return
                key = self._wanted[0]
            give_way()
            svg = self._svg(SetLine(key[0], key[1], BODY + 4))
            # a line that cannot be set is left out; the text of the rule can be read
            image = in_one_colour(drawn(svg, key[2]), key[1]) if svg is not None else QImage()
            with self._wake:
                self._lines[key] = image
                if len(self._lines) > MOST_KEPT:
                    self._lines.popitem(last=False)
                self._wanted.remove(key)
            self.ready.emit()

    def _svg(self, line: SetLine) -> bytes | None:
        from gui.stage.formulas import formula_svg, kept_svg

        kept = kept_svg(line.latex, line.colour, line.size)
        if kept is not None:
            return kept
        for _ in range(_TRIES):
            if self._ask is None:
                break
            self._ask(line)
            with self._wake:
                if self._wake.wait_for(lambda: line in self._answers or self._stopping, _PATIENCE):
                    svg = self._answers.get(line)
                    self._answers.clear()
                    return svg
        try:
            return formula_svg(line.latex, line.colour, line.size)
        except InputError:
            return None

    def adopt(self, told: LineSet) -> None:
        """A line that was asked for."""
        with self._wake:
            self._answers[told.asked] = told.svg
            self._wake.notify_all()


class FormulaView(QWidget):
    """The lines of one rule. A line too wide for the panel is made smaller."""

    def __init__(self, typesetter: Typesetter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typesetter = typesetter
        self._lines: list[str] = []
        self._numbers: list[str] = []
        self._heights: list[int] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        typesetter.ready.connect(self._measure)

    def set_lines(self, lines: Sequence[str], numbers: Sequence[str] = ()) -> None:
        """LaTeX of each line and its equation number, "" for none."""
        self._lines = list(lines)
        self._numbers = [*numbers, *([""] * (len(lines) - len(numbers)))]
        self._measure()

    def sizeHint(self) -> QSize:
        return QSize(200, sum(self._heights) + _GAP * max(len(self._heights) - 1, 0))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _image(self, line: str) -> QImage | None:
        return self._typesetter.line((line, current_theme().text, self.devicePixelRatioF()))

    def _measure(self) -> None:
        heights = []
        for line in self._lines:
            size = self._fitted(self._image(line))
            heights.append(max(_LEAST_HEIGHT, round(size[1])))
        if heights != self._heights:
            self._heights = heights
            self.updateGeometry()
        self.update()

    def _fitted(self, image: QImage | None) -> tuple[float, float]:
        if image is None:
            return 0.0, 0.0
        width, height = image.deviceIndependentSize().width(), image.deviceIndependentSize().height()
        room = max(self.width() - 36, 60)
        share = min(1.0, room / width) if width else 1.0
        return width * share, height * share

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = current_theme()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setFont(font(SMALL))
            painter.setPen(QColor(colours.muted))
            top = 0.0
            for line, number, height in zip(self._lines, self._numbers, self._heights, strict=True):
                image = self._image(line)
                if image is not None:
                    wide, high = self._fitted(image)
                    painter.drawImage(QRectF(0, top + (height - high) / 2, wide, high), image)
                flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(QRectF(0, top, self.width(), height), flags, number)
                top += height + _GAP
