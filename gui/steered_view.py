"""A picture that is steered: as a plan it is moved and magnified, as a relief it is turned as well."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from gui.picture_view import PictureView
from gui.relief.camera import approached
from gui.relief.mapping import ReliefMapping
from gui.relief.orbit import approached_at, moved_by, turned_by


class SteeredView(PictureView):
    """Bound to the session's view and its camera, whichever is in use."""

    @property
    def is_relief(self) -> bool:
        """Whether the relief is shown, or is on its way."""
        return self._session.camera is not None

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        session = self._session
        if session.camera is None:
            super().zoom(factor, at)
            return
        shown, rectangle = self.mapping(), session.shown()
        if at is not None and isinstance(shown, ReliefMapping) and shown.meets(*self._device(at)):
            place = shown.world(*self._device(at))
            session.set_camera(approached_at(session.camera, factor, place, shown, rectangle))
        else:
            session.set_camera(approached(session.camera, factor, rectangle))

    def pan(self, across: float, down: float) -> None:
        session, shown = self._session, self.mapping()
        if session.camera is None:
            super().pan(across, down)
        elif isinstance(shown, ReliefMapping):
            own = shown.scaled(self.devicePixelRatioF())
            session.set_camera(moved_by(session.camera, across, down, own, session.shown()))

    def turn(self, across: float, down: float) -> None:
        """Turns the relief, by so many pixels of a pointer."""
        session = self._session
        if session.camera is not None:
            session.set_camera(turned_by(session.camera, across, down, session.shown()))

    def stride(self, across: float, down: float) -> None:
        """What an arrow key does: the plan moves, the relief turns."""
        if self.is_relief:
            self.turn(0.5 * across, 0.5 * down)
        else:
            self.pan(across, down)
