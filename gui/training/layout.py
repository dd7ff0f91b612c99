"""Where the parts of the training view lie: two pictures, under each other where it is narrow, and charts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF

from gui.theme.metrics import GRID
from gui.training.painting import HEAD

GAP = 3 * GRID
_CHARTS = 0.34
_TALL = 0.9
"""Where there is more height than this for each unit of width, the pictures lie under each other."""

_LEAST, _MOST = 132, 260

LOWEST = HEAD + 80 + GAP + _LEAST
"""An area lower than this has room for the two pictures alone."""

NOTED = 240
"""A chart wider than this has room to say what its bands are."""


@dataclass(frozen=True)
class Places:
    """Rectangles in pixels; those of the pictures without their headings, the others with them."""

    boundary: QRectF = field(default_factory=QRectF)
    plane: QRectF = field(default_factory=QRectF)
    steps: QRectF = field(default_factory=QRectF)
    charts: Mapping[str, QRectF] = field(default_factory=lambda: {"loss": QRectF(), "accuracy": QRectF()})


def places_in(area: QRectF, scale: float = 1.0, *, has_charts: bool = True) -> Places:
    """All of them within an area; the two pictures alone without `has_charts`."""
    gap, head = GAP * scale, HEAD * scale
    low = min(max(_CHARTS * area.height(), _LEAST * scale), _MOST * scale)
    high = max(area.height() - (low + gap) - head, 80.0) if has_charts else area.height() - head
    top = area.top() + head
    if high > _TALL * area.width():
        one = (high - gap - head) / 2
        boundary = QRectF(area.left(), top, area.width(), one)
        plane = boundary.translated(0, one + gap + head)
    else:
        half = (area.width() - gap) / 2
        boundary = QRectF(area.left(), top, half, high)
        plane = boundary.translated(half + gap, 0)
    if not has_charts:
        return Places(QRectF(boundary.toRect()), QRectF(plane.toRect()), charts={})
    third = (area.width() - 2 * gap) / 3
    foot = QRectF(area.left(), plane.bottom() + gap, third, low)
    rows = [foot.translated(k * (third + gap), 0) for k in range(3)]
    whole = [QRectF(rect.toRect()) for rect in (boundary, plane, *rows)]
    return Places(whole[0], whole[1], whole[4], {"loss": whole[2], "accuracy": whole[3]})
