"""A typeset formula as outlines to be filled, for files of vectors.

Qt's own renderer of SVG draws a line around every letter when it paints into such a file.
"""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from gui.stage.formulas import formula_svg

_SHAPE = re.compile(r'<path d="(?P<d>[^"]*)"|<rect (?P<rect>[^>]*?)/?>')
_PART = re.compile(r"([MLQZ])([^MLQZ]*)")
_NUMBER = re.compile(r'(x|y|width|height)="([^"]*)"')
_VIEW = re.compile(r'viewBox="([^"]*)"')


def paint_formula(painter: QPainter, place: QRectF, latex: str, colour: str, size: float) -> None:
    """The formula, filling `place`."""
    path, box = _outline(latex, size)
    painter.save()
    painter.translate(place.topLeft())
    painter.scale(place.width() / box.width(), place.height() / box.height())
    painter.translate(-box.topLeft())
    painter.fillPath(path, QColor(colour))
    painter.restore()


@lru_cache(maxsize=64)
def _outline(latex: str, size: float) -> tuple[QPainterPath, QRectF]:
    drawing = formula_svg(latex, "#000000", size).decode()
    view = _VIEW.search(drawing)
    assert view is not None
    whole = QPainterPath()
    # as fonts mean it: a hole is an outline that runs the other way
    whole.setFillRule(Qt.FillRule.WindingFill)
    for shape in _SHAPE.finditer(drawing):
        if shape["d"] is not None:
            whole.addPath(_letter(shape["d"]))
        else:
            place = {name: float(value) for name, value in _NUMBER.findall(shape["rect"])}
            whole.addRect(*(place[name] for name in ("x", "y", "width", "height")))
    return whole, QRectF(*map(float, view[1].split()))


def _letter(text: str) -> QPainterPath:
    path = QPainterPath()
    for kind, given in _PART.findall(text):
        numbers = [float(number) for number in given.replace(",", " ").split()]
        if kind == "M":
            path.moveTo(*numbers)
        elif kind == "L":
            path.lineTo(*numbers)
        elif kind == "Q":
            path.quadTo(*numbers)
        else:
            path.closeSubpath()
    return path
