"""The curve on which balls roll, above their lanes."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from engine.entries import Curve
from gui.laboratory.rolling import balls_at, outline, suits
from gui.model.session import Session
from gui.theme import current_theme

if TYPE_CHECKING:
    from gui.plots.curve_figure import CurveFigure
    from gui.plots.view import CurveView

Columns = Mapping[str, NDArray[np.float64]]


class Hill:
    """The curve's figure and view, bound to the session; made when the plots' library is there."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        from gui.plots.curve_figure import CurveFigure
        from gui.plots.view import CurveView

        self._session = session
        self.figure: CurveFigure = CurveFigure()
        self.view: CurveView = CurveView(self.figure, parent)
        self.view.placed.connect(self._place)
        self.view.released.connect(session.close_edit)
        self._drawn: Hashable = None

    def _place(self, x: float) -> None:
        self._session.attempt(partial(self._session.set_place, x))

    def show(self, width: int, height: int, scale: float, rect: QRectF) -> None:
        """The curve in its place; drawn anew only where something about it is another."""
        resolved = self._session.resolved
        assert resolved is not None
        theme, curve = current_theme(), resolved.field
        assert isinstance(curve, Curve)
        numbers = tuple(sorted(resolved.field_parameters.items()))
        wanted = (
            id(curve),
            numbers,
            theme.name,
            width,
            height,
            scale,
            rect.getRect(),
            self._session.language,
        )
        if wanted != self._drawn:
            self._drawn = wanted
            self.figure.resize(width, height, scale)
            self.view.setGeometry(0, 0, width, height)
            name, note = ("f(x)", "") if not curve.by_slope else ("∫ g", "f′(x) = g(x)")
            self.figure.show_curve(*outline(resolved), name, note, theme, rect)

    def show_balls(self, columns: Sequence[Columns], epoch: int) -> None:
        """Every ball at an epoch."""
        resolved = self._session.resolved
        if resolved is not None and resolved.is_curve and columns and suits(resolved, columns):
            balls = balls_at(resolved, columns, current_theme(), epoch, self._session.visible)
            self.figure.show_balls(balls)

    def end(self) -> None:
        self.view.end()
