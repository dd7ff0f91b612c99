"""What the laboratory's actions switch, and whether there is something to switch."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gui.actions import Actions
from gui.laboratory.painting import Painting
from gui.model.session import Session
from gui.plots.lane_meter import STRANDS
from scenarios.building import run_count


class Switches(QWidget):
    """The laboratory without its picture: states that are read from the session, and edits of it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._registry: Actions | None = None
        self.painting = Painting(session)

    @property
    def is_in_use(self) -> bool:
        return self._session.is_signal

    @property
    def shows_frequency(self) -> bool:
        resolved = self._session.resolved
        return resolved is not None and resolved.is_signal and resolved.scenario.view.lanes.frequency

    @property
    def shows_decibels(self) -> bool:
        resolved = self._session.resolved
        return self.shows_frequency and resolved is not None and resolved.scenario.view.lanes.decibels

    @property
    def shows_density(self) -> bool:
        resolved = self._session.resolved
        return resolved is not None and resolved.scenario.view.lanes.ensemble == "density"

    @property
    def has_ensembles(self) -> bool:
        return self.is_in_use and any(run_count(run) > STRANDS for run in self._session.runs)

    @property
    def can_paint(self) -> bool:
        return self.painting.is_possible and not self.shows_frequency

    @property
    def is_integral(self) -> bool:
        return self._session.scenario is not None and self._session.scenario.field.integral

    @property
    def can_integrate(self) -> bool:
        resolved = self._session.resolved
        return self.is_in_use and (self.is_integral or (resolved is not None and not resolved.is_curve))

    def toggle_frequency(self) -> None:
        self._attempt(lambda: self._session.set_frequency(not self.shows_frequency))

    def toggle_decibels(self) -> None:
        self._attempt(lambda: self._session.set_frequency(True, decibels=not self.shows_decibels))

    def toggle_density(self) -> None:
        self._attempt(lambda: self._session.set_ensemble("bands" if self.shows_density else "density"))

    def toggle_integral(self) -> None:
        self._attempt(lambda: self._session.set_integral(not self.is_integral))

    def _attempt(self, edit: Callable[[], object]) -> None:
        self._session.attempt(edit)
        if self._registry is not None:
            self._registry.refresh_later()
