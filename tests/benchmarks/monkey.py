"""Somebody who knows nothing of the program plays with the window: clicks, keys, drags, wheel, words, sizes.

`python -m tests.benchmarks.monkey [--seconds 300] [--seed 1] [--settle 60]`

The same seed does the same things, as far as the window answers in the same time. Fails on any exception on
any thread, any warning from Qt, a window that goes away, and on memory that grows by more than 5 % after
`settle` seconds, from the first third of the measurements to the last. Memory is measured on one and the same
scenario at one and the same size, opened anew for each measurement.
"""

# ruff: noqa: E402 - Qt is loaded before the rest, as the program does
from __future__ import annotations

import argparse
import os
import random
import sys
import threading
import traceback
from collections.abc import Iterator
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from gui.platform import load_qt

load_qt()

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer, qInstallMessageHandler
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from gui.apart.remote import LOST, RemoteWorker
from gui.app import smooth
from gui.returning import hold_little
from gui.window import Window
from tests.benchmarks.findings import Findings
from tests.benchmarks.typed import KEYS, MODIFIERS, NAMED, WORDS

GROWTH = 1.05
REFERENCE = "everyone_from_one_point"
SIZE = (1280, 720)
_PLATFORM = "This plugin does not support"  # said of windows that are on no screen
_EVERY_MS = 8
_AWAY_EVERY_MS = 100
_MEASURE_EVERY = 20.0


class _Stay(QObject):
    """Keeps a window open: a palette that is clicked at finds Quit too, and to go when told is no fault."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close:
            event.ignore()
            return True
        return False


class Monkey:
    """Plays with a window for so many seconds, from within the event loop."""

    def __init__(self, window: Window, seed: int, seconds: float, settle: float, found: Findings) -> None:
        self._window = window
        assert isinstance(window.worker, RemoteWorker)
        self._worker = window.worker
        self._random = random.Random(seed)
        self._seconds = seconds
        self._settle = settle
        self._found = found
        self._clock = 0.0
        self._measures = self._measured()
        self._stay = _Stay()
        window.installEventFilter(self._stay)
        self._timer = QTimer()
        self._timer.timeout.connect(self._turn)
        self._timer.start(_EVERY_MS)
        # a dialog of Qt's own may wait amid a turn: for the answer to a question of its
        self._helper = QTimer()
        self._helper.timeout.connect(_away)
        self._helper.start(_AWAY_EVERY_MS)

    def leave(self) -> None:
        """The window may close from now on."""
        self._window.removeEventFilter(self._stay)

    def _turn(self) -> None:
        import time

        self._began = getattr(self, "_began", time.monotonic())
        self._clock = time.monotonic() - self._began
        if next(self._measures):
            return
        if self._clock > self._seconds:
            self._timer.stop()
            self._helper.stop()
            QApplication.exit(0)
            return
        self._tidy()
        choice = self._random.choices(
            (self._click, self._key, self._drag, self._wheel, self._type, self._resize),
            (40, 30, 12, 10, 7, 1),
        )[0]
        try:
            choice()
        except RuntimeError as error:
            # what it holds may go away under it: a menu that it has clicked
            if "already deleted" not in str(error):
                raise

    def _tidy(self) -> None:
        """Away with dialogs of the system, which a monkey must not save files with, and back from behind."""
        _away()
        if not self._window.isVisible():
            self._found.fault("the window went away")
            QApplication.exit(1)

    def _measured(self) -> Iterator[bool]:
        """True while a measurement goes on."""
        due = 0.0
        while True:
            if self._clock >= due or self._clock > self._seconds:
                due = self._clock + _MEASURE_EVERY
                while QApplication.activePopupWidget() is not None:
                    QApplication.activePopupWidget().close()
                self._window.showNormal()
                self._window.resize(*SIZE)
                self._window.open(REFERENCE)
                began = self._clock
                while self._clock < began + 1.5:
                    yield True
                self._found.weighed(self._clock, self._worker.processes)
            yield False

    # -- what it does ------------------------------------------------------------------------------------

    def _target(self) -> tuple[QWidget, QPoint]:
        """A place that a pointer could be at."""
        top = QApplication.activePopupWidget() or self._window
        at = QPoint(self._random.randrange(max(top.width(), 1)), self._random.randrange(max(top.height(), 1)))
        widget = top.childAt(at) or top
        if not shiboken6.isValid(widget):
            # of what Qt makes and deletes itself, an object may have the name of one that is gone
            widget = top
        return widget, widget.mapFrom(top, at) if widget is not top else at

    def _click(self) -> None:
        widget, at = self._target()
        button = self._random.choices(
            (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton), (12, 3, 1)
        )[0]
        self._found.note(f"click {type(widget).__name__} {at.x()},{at.y()}")
        if self._random.random() < 0.1:
            QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, pos=at)
        else:
            QTest.mouseClick(widget, button, pos=at)

    def _key(self) -> None:
        name = self._random.choice(KEYS)
        *modifiers, key = name.split("+") if len(name) > 1 else [name]
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= MODIFIERS[modifier]
        code = getattr(Qt.Key, "Key_" + NAMED.get(key, key.upper() if len(key) == 1 else key))
        self._found.note(f"key {name}")
        QTest.keyClick(self._focus(), code, held)

    def _focus(self) -> QWidget:
        return QApplication.activePopupWidget() or QApplication.focusWidget() or self._window

    def _drag(self) -> None:
        widget, at = self._target()
        self._found.note(f"drag {type(widget).__name__} {at.x()},{at.y()}")
        QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=at)
        for _ in range(self._random.randrange(1, 6)):
            at += QPoint(self._random.randrange(-90, 91), self._random.randrange(-60, 61))
            QTest.mouseMove(widget, at)
        QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=at)

    def _wheel(self) -> None:
        widget, at = self._target()
        self._found.note(f"wheel {type(widget).__name__}")
        event = QWheelEvent(
            QPointF(at), QPointF(widget.mapToGlobal(at)), QPoint(),
            QPoint(0, self._random.choice((-240, -120, 120, 240))), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(widget, event)

    def _type(self) -> None:
        word = self._random.choice(WORDS)
        self._found.note(f"type {word!r}")
        for letter in word:
            widget = self._focus()
            if letter == "\n":
                QTest.keyClick(widget, Qt.Key.Key_Return)
            elif letter.isascii():
                QTest.keyClick(widget, letter)

    def _resize(self) -> None:
        if not self._window.isFullScreen():
            width, height = self._random.choice(((1280, 720), (1920, 1080), (960, 600), (1600, 900)))
            self._found.note(f"size {width}")
            self._window.resize(width, height)


def _away() -> None:
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            widget.reject()


def play(seconds: float, seed: int, settle: float) -> Findings:
    """Lets the monkey play; everything that went wrong on any thread is in what comes back."""
    found = Findings()

    def excepted(kind: Any, error: Any, trace: Any) -> None:
        found.fault("".join(traceback.format_exception(kind, error, trace)))

    sys.excepthook = excepted
    sys.unraisablehook = lambda it: excepted(it.exc_type, it.exc_value, it.exc_traceback)
    threading.excepthook = lambda it: excepted(it.exc_type, it.exc_value, it.exc_traceback)

    def said(kind: Any, context: Any, text: str) -> None:
        if not text.startswith(_PLATFORM):
            found.fault(f"Qt: {text}")

    qInstallMessageHandler(said)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    with smooth(app):
        window = Window("dark", "en", worker=RemoteWorker)
        assert isinstance(window.worker, RemoteWorker)
        window.resize(*SIZE)
        window.show()

        def heard(sentence: str) -> None:
            if sentence == LOST:
                found.fault(sentence)

        window.session.problem.connect(heard)
        monkey = Monkey(window, seed, seconds, settle, found)
        app.exec()
    monkey.leave()
    window.shut()
    qInstallMessageHandler(None)
    growth = found.growth(settle)
    if growth is not None and growth > GROWTH:
        found.faults.append(f"memory grew to {growth:.3f} of what it was after {settle:.0f} s")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--settle", type=float, default=60, help="seconds before memory is looked at")
    options = parser.parse_args()
    hold_little()
    found = play(options.seconds, options.seed, options.settle)
    for fault in found.faults:
        print(fault, "\n")
    growth = found.growth(options.settle)
    print(f"{found.done:,} things done with seed {options.seed}, {len(found.faults)} faults")
    print(f"MiB (of them the window's): {found.course()}")
    print("memory: too short to say" if growth is None else f"memory: {growth:.3f} of what it was")
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
