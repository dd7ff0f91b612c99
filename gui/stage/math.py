"""Formulas as pictures, drawn by Qt. This is the one part of the stage that needs Qt.

What was drawn once is kept. Works on any thread.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gui.stage.formulas import formula_svg
from gui.theme.kept import kept


@lru_cache(maxsize=256)
def formula_image(latex: str, colour: str, size: float, scale: float = 1.0) -> QImage:
    """The formula on a transparent ground, for a screen of `scale` device pixels to a design pixel.

    Raises InputError for LaTeX that cannot be read.
    """
    return drawn(formula_svg(latex, colour, size), scale)


def drawn(svg: bytes, scale: float = 1.0) -> QImage:
    """A formula that is set already."""
    renderer = QSvgRenderer(QByteArray(svg))
    box = renderer.viewBoxF()
    width, height = max(box.width() * scale, 1.0), max(box.height() * scale, 1.0)
    image = QImage(-int(-width // 1), -int(-height // 1), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    with QPainter(image) as painter:
        renderer.render(painter, QRectF(0, 0, width, height))
    image = kept(image)
    image.setDevicePixelRatio(scale)
    return image


def formula_pixmap(latex: str, colour: str, size: float, scale: float = 1.0) -> QPixmap:
    """The formula as a pixmap; for the thread of the widgets only."""
    return QPixmap.fromImage(formula_image(latex, colour, size, scale))
