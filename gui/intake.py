"""What the worker tells, brought to the session on the window's thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from gui.courtesy import claim
from gui.model.frame import (
    DeviceFound,
    Explained,
    Frame,
    LineSet,
    Loaded,
    LoopsKept,
    Problem,
    Restamped,
    Saved,
)
from gui.model.session import Session
from gui.worker import AnyWorker


class Bell(QObject):
    """Carries the worker's call over to the window's thread."""

    rung = Signal()


def take_in(worker: AnyWorker, session: Session, held: Frame | None = None) -> Frame | None:
    """Hands the session everything that the worker has told since the last time.

    Returns the first frame of a scenario that was opened just now: it is to be handed in as `held` the next
    time, since opening and showing it together take longer than a frame.
    """
    claim()
    try:
        events, frame = worker.take()
    except BaseException:
        # the worker has ended through a fault of ours: the program ends too, and says where it was
        QApplication.exit(1)
        raise
    for event in events:
        if isinstance(event, Loaded):
            session.adopt(event)
        elif isinstance(event, Problem):
            session.problem.emit(event.message)
        elif isinstance(event, Restamped):
            session.adopt_restamped(event)
        elif isinstance(event, Saved):
            session.adopt_saved(event)
        elif isinstance(event, Explained):
            session.adopt_explained(event)
        elif isinstance(event, DeviceFound):
            session.adopt_device(event.name)
        elif isinstance(event, LineSet):
            session.line_set.emit(event)
        elif isinstance(event, LoopsKept):
            session.loops_kept.emit()
        elif isinstance(event, tuple):
            session.adopt_list(event)
    is_opened = any(isinstance(event, Loaded) for event in events)
    if is_opened:
        return frame
    frame = frame or held
    if frame is not None:
        session.adopt_frame(frame)
    return None
