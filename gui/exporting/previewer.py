"""Asks a process of its own for a picture of the recording to come."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QProcess, QTimer, Signal
from PySide6.QtGui import QImage

from gui.exporting.environment import environment
from gui.exporting.preview import Asked, image_in, line_of

_IDLE = 60_000
"""Milliseconds without a request after which the process is let go."""

_PATIENCE = 4000


class Previewer(QObject):
    """`shown` carries the picture; of several requests only the newest is met."""

    shown = Signal(QImage)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: Asked | None = None
        self._is_drawing = False
        self._received = b""
        self._process: QProcess | None = None
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE)
        self._idle.timeout.connect(self.close)

    def ask(self, asked: Asked) -> None:
        self._waiting = asked
        if not self._is_drawing:
            self._send()

    def close(self) -> None:
        """Ends the process; another is started where something is asked for again."""
        self._idle.stop()
        process, self._process = self._process, None
        self._waiting, self._is_drawing = None, False
        if process is not None:
            process.blockSignals(True)
            process.kill()
            process.waitForFinished(_PATIENCE)
            process.deleteLater()

    def _send(self) -> None:
        asked, self._waiting = self._waiting, None
        if asked is None:
            return
        if self._process is None:
            self._process = self._start()
        self._is_drawing = True
        self._idle.start()
        self._process.write(line_of(asked))

    def _start(self) -> QProcess:
        self._received = b""
        process = QProcess(self)
        process.setProcessEnvironment(environment())
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._lose)
        process.errorOccurred.connect(self._fail_to_start)
        process.start(sys.executable, ["-m", "gui.exporting.preview_process"])
        return process

    def _read(self) -> None:
        assert self._process is not None
        self._received += self._process.readAllStandardOutput().data()
        found = image_in(self._received)
        if found is None:
            return
        image, length = found
        self._received = self._received[length:]
        self._is_drawing = False
        if image is not None and self._waiting is None:
            self.shown.emit(image)
        self._send()

    def _fail_to_start(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._waiting = None  # nor would another
            self._lose()

    def _lose(self) -> None:
        """It ended by itself: what it drew has no picture, the next is asked of another."""
        process, self._process = self._process, None
        self._is_drawing = False
        if process is not None:
            process.deleteLater()
        self._send()
