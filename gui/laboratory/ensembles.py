"""The menu that makes ensembles: many noises, or many values of one of the selected run's parameters."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from engine.entries import Parameter
from gui.model.numbers import format_number
from gui.model.session import Session
from gui.panels.sections.start import grouped
from gui.translations import translate
from scenarios.schema import SpreadSpec

if TYPE_CHECKING:
    from scenarios.resolving import ResolvedRun

COUNT = 1000
"""Values of a parameter in an ensemble."""

STREAMS = 2000
"""Noises in an ensemble."""

_ASIDE = 0.15
"""How far an ensemble reaches to both sides of the present value, as a part of the slider."""


def around(parameter: Parameter, value: float) -> tuple[float, float]:
    """From where to where an ensemble over a parameter is spread: on both sides of its value."""
    middle = parameter.fraction(value)
    low = min(max(middle - _ASIDE, 0.0), 1.0 - 2 * _ASIDE)
    first, last = (_short(parameter, parameter.at(place)) for place in (low, low + 2 * _ASIDE))
    return max(first, parameter.low), min(last, parameter.high)


def _short(parameter: Parameter, value: float) -> float:
    """Three digits of it; of a share that is kept, three of what is lost."""
    if parameter.scale == "complement":
        return round(1.0 - float(f"{1.0 - value:.3g}"), 15)
    return float(f"{value:.3g}")


class EnsembleMenu(QMenu):
    """Filled anew whenever it is opened."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._of: object = None

    def open_above(self, button: QWidget) -> None:
        self.fill()
        self.popup(button.mapToGlobal(QPoint(0, -self.sizeHint().height() - 4)))

    def fill(self) -> None:
        session = self._session
        self.clear()
        self._of = self._runs()
        if session.resolved is None or not session.resolved.is_signal:
            return
        run = session.runs[session.selected]
        count = run.start.count or 1
        self._switch(translate("window", "One particle"), run.spread is None and count == 1, self._single)
        if not session.resolved.is_curve:
            text = translate("window", "{0} noises").format(grouped(STREAMS))
            noisy = session.resolved.noise is not None
            self._switch(text, count > 1, lambda: session.set_streams(STREAMS)).setEnabled(noisy)
        self.addSeparator()
        self._add_parameters(run)
        self.addSeparator()
        dense = session.resolved.scenario.view.lanes.ensemble == "density"
        bands, density = translate("window", "As bands"), translate("window", "As an image of the density")
        self._switch(bands, not dense, lambda: session.set_ensemble("bands"))
        self._switch(density, dense, lambda: session.set_ensemble("density"))

    def _add_parameters(self, run: ResolvedRun) -> None:
        """One line for each parameter that can be spread over."""
        session = self._session
        for parameter in run.optimizer.parameters:
            spread = run.spread if run.spread is not None and run.spread.parameter == parameter else None
            low, high = (
                (spread.low, spread.high)
                if spread is not None
                else around(parameter, run.parameters[parameter.name])
            )
            count = spread.count if spread is not None else COUNT
            text = translate("window", "{0} values of {1}, {2} … {3}").format(
                grouped(count), parameter.label(session.language), format_number(low), format_number(high)
            )
            made = SpreadSpec(parameter.name, low, high, count)
            self._switch(text, spread is not None, partial(session.set_spread, session.selected, made))

    def _single(self) -> None:
        session = self._session
        run = session.runs[session.selected]
        if run.spread is not None:
            session.set_spread(session.selected, None)
        if (run.start.count or 1) > 1:
            session.set_streams(1)

    def _switch(self, text: str, checked: bool, act: Callable[[], object]) -> QAction:
        action = self.addAction(text)
        action.setCheckable(True)
        action.setChecked(checked)
        action.triggered.connect(partial(self._do, act))
        return action

    def _do(self, act: Callable[[], object], *_: object) -> None:
        """Nothing where what was open has gone meanwhile: its lines name runs by their places."""
        if self._of == self._runs():
            self._session.attempt(act)

    def _runs(self) -> object:
        document = self._session.document
        return (id(document), document.who) if document is not None else None
