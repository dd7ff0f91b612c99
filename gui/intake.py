"""What the worker tells, brought to the session on the window's thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from gui.courtesy import claim
from gui.model.frame import DeviceFound, Explained, Loaded, Problem, Restamped, Saved
from gui.model.session import Session
from gui.worker import Worker


class Bell(QObject):
    """Carries the worker's call over to the window's thread."""

    rung = Signal()


def put_first(session: Session) -> None:
    """What makes the window rebuild much of itself claims the interpreter for it; to be called first."""
    for change in (
        session.opened, session.structure_changed, session.theme_changed, session.language_changed,
    ):  # fmt: skip
        change.connect(claim)


def take_in(worker: Worker, session: Session) -> None:
    """Hands the session everything that the worker has told since the last time."""
    try:
        events, frame = worker.take()
    except BaseException:
        # the worker has ended through a fault of ours: the program ends too, and says where it was
        QApplication.exit(1)
        raise
    if events:
        claim()
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
        elif isinstance(event, tuple):
            session.adopt_list(event)
    if frame is not None:
        session.adopt_frame(frame)
