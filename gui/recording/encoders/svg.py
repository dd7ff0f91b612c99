"""SVG: a drawing for papers and posters. The stage is a picture in it, everything else lines and text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from gui.recording.formats import Format
from gui.recording.vector import Vector
from scenarios.carrying import svg, tagged

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter


class Svg(Vector):
    """An SVG file."""

    def draw(self, paint: Callable[[QPainter], None]) -> None:
        from PySide6.QtCore import QBuffer, QIODevice, QRect
        from PySide6.QtGui import QPainter
        from PySide6.QtSvg import QSvgGenerator

        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        drawing = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
        drawing.setOutputDevice(buffer)
        drawing.setViewBox(QRect(0, 0, *self.size))
        # the generator counts in points of 1/72 inch; pixels of 1/96 are what others take its size for
        drawing.setResolution(96)
        drawing.setTitle("Ravine")
        with QPainter(drawing) as painter:
            paint(painter)
        # where Inter is not installed, letters of about its width
        content = bytes(buffer.data().data()).replace(
            b'font-family="Inter"', b'font-family="Inter, Helvetica, Arial, sans-serif"'
        )
        self.path.write_bytes(svg.embed(content, tagged(self.text).encode()) if self.text else content)


FORMAT = Format(suffix=".svg", name="SVG", size=(1920, 1080), fps=60, highest_fps=240, open=Svg, still=True)
