"""PDF: one page of the picture's size. The stage is a picture in it, everything else lines and text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.errors import OutputError
from engine.phrase import Phrase
from gui.recording.formats import Format
from gui.recording.vector import Vector
from scenarios.carrying import pdf, tagged

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

_DOTS = 96
_POINTS = 72


class Pdf(Vector):
    """A PDF file."""

    def draw(self, paint: Callable[[QPainter], None]) -> None:
        from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF
        from PySide6.QtGui import QPageSize, QPainter, QPdfWriter

        # to memory first: of a disk that is full the writer tells nobody
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        page = QPdfWriter(buffer)
        page.setResolution(_DOTS)
        size = QSizeF(*(length * _POINTS / _DOTS for length in self.size))
        page.setPageSize(QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch))
        page.setPageMargins(QMarginsF(0, 0, 0, 0))
        page.setTitle("Ravine")
        page.setCreator("Ravine")
        if self.text:
            page.setDocumentXmpMetadata(QByteArray(pdf.packet(tagged(self.text).encode())))
        painter = QPainter()
        if not painter.begin(page):
            raise OutputError(Phrase("cannot write {out}: the page cannot be begun", out=self.path))
        with painter:
            paint(painter)
        self.path.write_bytes(buffer.data().data())


FORMAT = Format(suffix=".pdf", name="PDF", size=(1920, 1080), fps=60, highest_fps=240, open=Pdf, still=True)
