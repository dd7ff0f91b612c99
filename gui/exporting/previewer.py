"""A picture of the recording to come, made small in the background, as the recorder makes it."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from engine.errors import RavineError
from gui.courtesy import PoliteThread
from gui.recording.composition import Composition
from scenarios.building import run_count
from scenarios.resolving import Resolved

MANY = 50_000
"""Of more particles than these the first step is shown: to go on would take long."""


@dataclass(frozen=True, eq=False)
class Asked:
    """size: of the recording, in pixels; it is shown `wide` pixels wide. explain: the step taken apart."""

    resolved: Resolved
    step: int
    size: tuple[int, int]
    composition: Composition
    wide: int
    explain: int | None = None


class Previewer(QObject):
    """`shown` carries the picture; of several requests only the newest is met."""

    shown = Signal(QImage)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wake = threading.Condition()
        self._asked: Asked | None = None
        self._stopping = False
        self._thread: threading.Thread | None = None

    def ask(self, asked: Asked) -> None:
        with self._wake:
            if self._stopping:
                return
            self._asked = asked
            if self._thread is None:
                self._thread = PoliteThread(target=self._work, name="ravine-preview")
                self._thread.start()
            self._wake.notify_all()

    def close(self) -> None:
        """Ends the thread."""
        with self._wake:
            self._stopping = True
            self._wake.notify_all()
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        while True:
            with self._wake:
                while self._asked is None and not self._stopping:
                    self._wake.wait()
                if self._stopping or self._asked is None:
                    return
                asked, self._asked = self._asked, None
            try:
                image = picture(asked)
            except RavineError:
                # what is wrong is said where it is set
                continue
            with self._wake:
                if not self._stopping and self._asked is None:
                    self.shown.emit(image)


def picture(asked: Asked) -> QImage:
    """The recording at a step, small, laid out as it will be."""
    from dataclasses import replace

    from gui.recording.scene import open_scene

    width, height = asked.size
    share = asked.wide / width
    small = (asked.wide, max(2, round(height * share)))
    # nothing is compiled for it: a compiler would hold up the window
    look = replace(asked.composition, times=share)
    if asked.explain is not None:
        from gui.recording.explaining import explained, without_map

        scene = open_scene(without_map(asked.resolved), small, 30, look, "numpy")
        reel = explained(scene, asked.explain, 30, None)
        reel.show(reel.frames // 2)
        return QImage(reel.paint().data, *small, 4 * small[0], QImage.Format.Format_RGB32).copy()
    scene = open_scene(asked.resolved, small, 30, look, "numpy")
    many = sum(run_count(run) for run in asked.resolved.runs) > MANY
    scene.go(0 if many else asked.step)
    frame = scene.paint()
    return QImage(frame.data, *small, 4 * small[0], QImage.Format.Format_RGB32).copy()
