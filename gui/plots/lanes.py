"""What a lane of the signal laboratory shows; free of Qt."""

from __future__ import annotations

from dataclasses import dataclass

from gui.plots.curves import Curve


@dataclass(frozen=True, eq=False)
class Lane:
    """A name, a remark under it (an equation number), and curves over one time axis."""

    title: str
    note: str = ""
    curves: tuple[Curve, ...] = ()
