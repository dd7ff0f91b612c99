"""Gain and phase under each other, over one logarithmic axis of frequencies."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from gui.model.numbers import format_number
from gui.plots.lane_item import LABELS, NUMBERS
from gui.plots.lanes import Lane
from gui.plots.lanes_figure import AXIS, LanesFigure
from gui.plots.text import Words, label_font
from gui.theme.colours import Theme
from gui.theme.metrics import SMALL


class FrequencyFigure(LanesFigure):
    """Places on its axis are exponents of ten; `periods` says "period {0}" in the language put on, and
    `called` what the axis counts, in the row of its numbers."""

    closest = 0.1
    is_log = True

    def __init__(self) -> None:
        super().__init__()
        self._at: NDArray[np.float64] = np.array([-4.0, 0.0])
        self.periods = "{0}"
        self.called = ""
        self.words = Words()
        self.scene.addItem(self.words)

    def show_frequencies(
        self,
        lanes: Sequence[Lane],
        frequencies: NDArray[np.float64],
        theme: Theme,
        rect: QRectF | None = None,
    ) -> None:
        """Other lanes, whose curves lie over the exponents of these frequencies."""
        self._at = np.log10(frequencies)
        self.show_lanes(lanes, float(self._at[-1]), theme, rect)
        scale, area = self.scale, self.area
        left = area.left() - (LABELS + NUMBERS) * scale
        row = QRectF(left, area.bottom(), (LABELS + NUMBERS) * scale, AXIS * scale)
        self.words.say(row, self.called, label_font(SMALL * scale), theme.muted)

    def _reaching(self, start: float, length: float) -> tuple[float, float]:
        # the axis begins where it was measured first, not at zero
        return super()._reaching(float(self._at[0]), float(self._at[-1]))

    def snapped(self, epoch: float) -> float:
        return float(self._at[int(np.argmin(np.abs(self._at - epoch)))])

    def label(self, epoch: float) -> str:
        frequency = 10.0**epoch
        period = format_number(float(f"{1 / frequency:.4g}"))
        return f"{format_number(float(f'{frequency:.3g}'))}  ·  {self.periods.format(period)}"
