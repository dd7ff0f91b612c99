"""SVG: a drawing for papers and posters. The stage is a picture in it, everything else lines and text."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import TYPE_CHECKING

from gui.recording.formats import Format
from gui.recording.vector import Vector
from scenarios.carrying import svg, tagged

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter


_TEXT = re.compile(
    r'<text ([^>]*font-family="Inter" font-size="(\d+)" font-weight="(\d+)"[^>]*)>([^<]*)</text>'
)
_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML may have: a name copied from slides brings a vertical tab where its line ends."""


class Svg(Vector):
    """An SVG file."""

    def draw(self, paint: Callable[[QPainter], None]) -> None:
        content = drawn(self.size, paint)
        self.path.write_bytes(svg.embed(content, tagged(self.text).encode()) if self.text else content)


def drawn(size: tuple[float, float], paint: Callable[[QPainter], None]) -> bytes:
    """What `paint` draws, as SVG so wide and high."""
    from PySide6.QtCore import QBuffer, QIODevice, QRectF
    from PySide6.QtGui import QPainter
    from PySide6.QtSvg import QSvgGenerator

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawing = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    drawing.setOutputDevice(buffer)
    drawing.setViewBox(QRectF(0, 0, *size))
    # the generator counts in points of 1/72 inch; pixels of 1/96 are what others take its size for
    drawing.setResolution(96)
    drawing.setTitle("Ravine")
    with QPainter(drawing) as painter:
        paint(painter)
    return _measured(_FORBIDDEN.sub(" ", bytes(buffer.data().data()).decode())).encode()


def _measured(drawing: str) -> str:
    """With other fonts named where Inter is not installed, and for every text the width that it is to take:
    the parts of a line are placed one by one, and would lie over each other."""
    from PySide6.QtGui import QFont, QFontMetricsF

    from gui.theme import font

    def wide(found: re.Match[str]) -> str:
        attributes, size, weight, text = found.group(1, 2, 3, 4)
        face = font(int(size), QFont.Weight(int(weight)))
        width = QFontMetricsF(face).horizontalAdvance(unescape(text))
        if width <= 0 or len(text) < 2:
            return found.group(0)
        return f'<text textLength="{width:.1f}" lengthAdjust="spacingAndGlyphs" {attributes}>{text}</text>'

    drawing = _TEXT.sub(wide, drawing)
    return drawing.replace('font-family="Inter"', 'font-family="Inter, Helvetica, Arial, sans-serif"')


FORMAT = Format(suffix=".svg", name="SVG", size=(1920, 1080), fps=60, highest_fps=240, open=Svg, still=True)
