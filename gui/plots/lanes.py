"""What a lane of the signal laboratory shows; free of Qt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gui.plots.chart import bounds
from gui.plots.curves import Array, Band, Curve, Density
from gui.plots.ticks import angle_step, nice_step

DEGREES = "°"


@dataclass(frozen=True, eq=False)
class Lane:
    """A name, a remark under it (an equation number), and curves over one axis.

    key: which lane it is, as a scenario names it. strands, bands and densities lie behind the curves and are
    not read off. log: the values are exponents of ten. unit: what a value is read in.
    """

    title: str
    note: str = ""
    curves: tuple[Curve, ...] = ()
    bands: tuple[Band, ...] = ()
    strands: tuple[Curve, ...] = ()
    densities: tuple[Density, ...] = ()
    key: str = ""
    log: bool = False
    unit: str = ""

    @property
    def is_angle(self) -> bool:
        return self.unit == DEGREES

    def range(self) -> tuple[float, float]:
        """Round bounds of everything finite in it."""
        arrays: list[Array] = [curve.y for curve in (*self.curves, *self.strands)]
        arrays += [edge for band in self.bands for edge in (band.low, band.high)]
        arrays += [each.levels for each in self.densities]
        if not self.log:
            return bounds(arrays, divided=angle_step if self.is_angle else nice_step)
        found = np.concatenate([array[np.isfinite(array)] for array in arrays] or [np.empty(0)])
        if not len(found):
            return -1.0, 0.0
        low, high = float(np.floor(found.min())), float(np.ceil(found.max()))
        return low, max(high, low + 1.0)

    def value(self, height: float) -> float:
        """What a height of the axis stands for."""
        return 10.0**height if self.log else height
