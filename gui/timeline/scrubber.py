"""Going through time by hand: time stands still while it is held, and runs on afterwards if it did before."""

from __future__ import annotations

from gui.model.session import Session


class Scrubber:
    """Between `begin` and `end`, `to` goes to a step."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._step: int | None = None
        self._runs_on = False

    @property
    def is_held(self) -> bool:
        return self._step is not None

    def begin(self, step: int) -> None:
        """Takes hold of time at a step."""
        session = self._session
        self._runs_on = session.playing
        if session.playing:
            session.pause()
        self._step = session.step
        self.to(step)

    def to(self, step: int) -> None:
        """Goes to a step; nothing happens where it is the one last asked for."""
        if self._step is not None and step != self._step:
            self._step = step
            self._session.seek(step)

    def end(self) -> None:
        """Lets go. At the very end there is nothing to go on with."""
        step, self._step = self._step, None
        if step is not None and self._runs_on and step < self._session.total:
            self._session.play()
