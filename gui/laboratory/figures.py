"""The laboratory's figures: lanes, the hill and frequencies, made when the plots' library is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from gui.laboratory.switches import Switches
from gui.model.session import Session
from gui.plots.loading import PlotLibrary

if TYPE_CHECKING:
    from gui.laboratory.frequencies import Frequencies
    from gui.laboratory.hill import Hill
    from gui.plots.lanes_figure import LanesFigure
    from gui.plots.view import LanesView

_APART = 150
"""Milliseconds between two figures that nobody waits for."""


class Figures(Switches):
    """`lanes_made` says that `figure` and `view` are there, `figures_changed` that all are to be drawn."""

    lanes_made = Signal()
    figures_changed = Signal()

    def __init__(self, session: Session, plots: PlotLibrary, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.figure: LanesFigure | None = None
        self.view: LanesView | None = None
        self.hill: Hill | None = None
        self.frequencies: Frequencies | None = None
        self._to_make: list[Callable[[], None]] = []
        self._maker = QTimer(self)
        self._maker.setSingleShot(True)
        self._maker.timeout.connect(self._make_next)
        plots.when_ready(self._make_figures)
        plots.closing.connect(self._drop_figures)

    @property
    def is_ready(self) -> bool:
        """Whether its figures are made; there are none before the plots' library is there."""
        return self.figure is not None and not self._to_make

    @property
    def _shown_figure(self) -> LanesFigure | None:
        both = self.frequencies.figure if self.frequencies is not None else None
        return both if self.shows_frequency else self.figure

    def zoom(self, factor: float) -> None:
        """Magnifies time about the cursor, frequencies about their middle."""
        figure = self._shown_figure
        if figure is not None:
            low, high = figure.times
            about = (low + high) / 2 if self.shows_frequency else self._session.step
            figure.zoom(factor, min(max(about, low), high))

    def show_all(self) -> None:
        if self._shown_figure is not None:
            self._shown_figure.show_all()

    def _show_afresh(self) -> None:
        """All of time and of the frequencies, nothing enlarged or pointed at."""
        for figure in (self.figure, self.frequencies.figure if self.frequencies is not None else None):
            if figure is not None:
                figure.enlarged = None
                figure.set_hovered(None)
                figure.show_all()

    def _make_figures(self) -> None:
        """One after the other, with room for a frame between them: each takes some of its own."""
        self._to_make = [self._make_frequencies, self._make_lanes, self._make_hill]
        if self._session.is_signal:
            self._make_next()
        else:
            # the charts of the stage are being made, and are waited for
            self._maker.setInterval(_APART)
            self._maker.start()

    def _make_next(self) -> None:
        if self._to_make:
            self._to_make.pop()()
            self._maker.start()
        else:
            self.figures_changed.emit()

    def _make_hill(self) -> None:
        from gui.laboratory.hill import Hill

        self.hill = Hill(self._session, self)
        self.hill.view.hide()  # or it would be painted with the laboratory, before it shows anything

    def _make_lanes(self) -> None:
        from gui.plots.lanes_figure import LanesFigure
        from gui.plots.view import LanesView

        self.figure = LanesFigure()
        self.view = LanesView(self.figure, self)
        self.view.hide()
        self.lanes_made.emit()

    def _make_frequencies(self) -> None:
        from gui.laboratory.frequencies import Frequencies

        self.frequencies = Frequencies(self._session, self)
        self.frequencies.changed.connect(self.figures_changed)

    def _drop_figures(self) -> None:
        self._to_make = []
        for part in (self.view, self.hill, self.frequencies):
            if part is not None:
                part.end()
        self.view = self.figure = self.hill = self.frequencies = None
