"""A map as a file: the figure as PNG or SVG, which carry the scenario, or its numbers as NPZ."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from engine.errors import OutputError, RavineError, told_of_memory
from engine.files import replacing
from engine.phrase import Phrase
from gui.courtesy import PoliteThread
from gui.maps import figure as drawing
from gui.maps import overlays
from gui.maps.figure import BELOW, Figure, Places
from gui.maps.heading import HEADER, TALL
from gui.maps.overlays import Share
from gui.theme.colours import Theme
from gui.theme.metrics import GRID

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.bulk.study import Study

SUFFIXES = (".png", ".svg", ".npz")
FINENESS = 2.0
"""Pixels of a PNG to a design pixel."""

_EDGE = 2 * GRID
_MOST_LEGEND = 0.3  # of the height, that plots leave to it


@dataclass(frozen=True, eq=False)
class Sheet:
    """What is to be saved: figures side by side, each so wide, and the numbers behind the first ones.

    numbers: of each map its study, its arrays, and of how many pixels a side one simulation stands for.
    marks: the minima on each figure.
    """

    figures: tuple[Figure, ...]
    widths: tuple[float, ...]
    height: float
    numbers: tuple[tuple[Study, dict[str, NDArray], int], ...]
    scenario: str
    theme: Theme
    marks: tuple[tuple[Share, ...], ...] = ()


class Saver:
    """Writes on a thread of its own; `told` is called from there with the path, or with what went wrong."""

    def __init__(self, told: Callable[[Path | RavineError], None]) -> None:
        self._told = told
        self._threads: list[threading.Thread] = []

    def save(self, sheet: Sheet, path: Path) -> None:
        """Begins to write; the file's kind is its name's ending."""

        def work() -> None:
            try:
                with told_of_memory():
                    write(sheet, path)
                self._told(path)
            except RavineError as error:
                self._told(error)

        self._threads = [thread for thread in self._threads if thread.is_alive()]
        self._threads.append(PoliteThread(target=work, name="ravine-map-saving"))
        self._threads[-1].start()

    def close(self) -> None:
        """Waits until everything is written."""
        for thread in self._threads:
            thread.join()


def write(sheet: Sheet, path: Path) -> None:
    """Writes the file, whole or not at all. Raises OutputError."""
    kinds = {".png": _png, ".svg": _svg, ".npz": _npz}
    kind = kinds.get(path.suffix.lower())
    if kind is None:
        endings = ", ".join(SUFFIXES)
        raise OutputError(
            Phrase("{path}: the name of a saved map ends in {endings}", path=path, endings=endings)
        )
    kind(sheet, path)


def paint_sheet(painter: QPainter, sheet: Sheet) -> None:
    """The figures on the theme's ground, in design pixels."""
    painter.fillRect(QRectF(0, 0, *sheet_size(sheet)), QColor(sheet.theme.window))
    marks = sheet.marks or ((),) * len(sheet.figures)
    for each, at, minima in zip(sheet.figures, laid(sheet), marks, strict=True):
        drawing.paint(painter, each, at, sheet.theme)
        painter.save()
        painter.setClipRect(at.plot)
        overlays.paint_marks(painter, at.plot, list(minima), sheet.theme)
        painter.restore()


def laid(sheet: Sheet) -> list[Places]:
    """Where the parts of each figure lie: with all of its legend, and plots of one height."""
    rooms, x = [], float(_EDGE)
    for width in sheet.widths:
        rooms.append(QRectF(x, _EDGE, width, sheet.height))
        x += width + _EDGE
    figures = list(zip(sheet.figures, rooms, strict=True))
    header = HEADER
    if not all(_fits(each, drawing.places(each, room)) for each, room in figures):
        header = TALL
    below = [drawing.places(each, room, header=header) for each, room in figures]
    needed = max(at.rows[-1][0].bottom() - at.rows[0][0].top() if at.rows else 0.0 for at in below)
    # a long legend makes the sheet higher rather than the plots small
    reserved = min(needed, _MOST_LEGEND * sheet.height)
    return [drawing.places(each, room, reserved, header=header) for each, room in figures]


def _fits(figure: Figure, at: Places) -> bool:
    """Whether all of a heading has room on one line."""
    return drawing.heading_of(figure).width() <= at.header.width()


def sheet_size(sheet: Sheet) -> tuple[float, float]:
    """As high as what is on it."""
    foot = max(at.rows[-1][0].bottom() if at.rows else at.plot.bottom() + BELOW for at in laid(sheet))
    return sum(sheet.widths) + (len(sheet.widths) + 1) * _EDGE, foot + _EDGE


def _png(sheet: Sheet, path: Path) -> None:
    from scenarios.carrying import png, tagged

    wide, high = (round(side * FINENESS) for side in sheet_size(sheet))
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        painter.scale(FINENESS, FINENESS)
        paint_sheet(painter, sheet)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    with replacing(path) as file:
        file.write(png.embed(bytes(data.data()), tagged(sheet.scenario).encode()))


def _svg(sheet: Sheet, path: Path) -> None:
    from gui.recording.encoders.svg import drawn
    from scenarios.carrying import svg, tagged

    data = drawn(sheet_size(sheet), lambda painter: paint_sheet(painter, sheet))
    with replacing(path) as file:
        file.write(svg.embed(data, tagged(sheet.scenario).encode()))


def _npz(sheet: Sheet, path: Path) -> None:
    """Each array under its name, the axes' values as x and y, what they are of as JSON, and as stride how
    coarse the map was: 1 once it is finished. Of a second map with "second:" before each name."""
    found: dict[str, NDArray] = {}
    for before, (study, arrays, stride) in zip(("", "second:"), sheet.numbers, strict=False):
        found.update({before + name: values for name, values in arrays.items()})
        found[before + "x"] = study.x.values(study.width)
        found[before + "y"] = study.y.values(study.height)
        found[before + "stride"] = np.array(stride)
        found[before + "settings"] = np.array(json.dumps(study.settings(), ensure_ascii=False))
    with replacing(path) as file:
        np.savez_compressed(file, **found)  # type: ignore[arg-type]
