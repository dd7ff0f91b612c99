"""A comparison as the window shows it: the charts, and the table below them, painted into one image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from gui.comparing.charts import LEFT, pen_of
from gui.comparing.lines import drawn, style_of
from gui.comparing.picture import ABREAST, EDGE, HIGH, ROW, WIDE, charts_height, paint_charts
from gui.comparing.report import CHOSEN, RIGHT, cells, remarks
from gui.theme.metrics import BODY, GRID, SMALL
from gui.theme.typeface import font

if TYPE_CHECKING:
    from engine.comparing.verdict import Comparison
    from gui.theme.colours import Theme

_SAMPLE = 28.0
_LEAST = 2.0 * GRID  # between two columns
_CHOSEN = 12.0 * GRID  # for chosen values, which go on below
_LEAD = EDGE + LEFT - _SAMPLE - 2 * GRID
_FIRST = _LEAD + _SAMPLE + GRID  # where the first column begins

_SMALLEST = 0.9
"""How small texts may become, as a part of their size, before charts stand fewer abreast."""


def render(comparison: Comparison, wide: int, ratio: float, theme: Theme, language: str) -> QImage:
    """The sheet so many design pixels wide, on `ratio` pixels of the screen each; as high as it must be."""
    width, abreast = laid_out(comparison, wide, language)
    scale = wide / width
    image = QImage(
        max(round(wide * ratio), 1),
        max(round(height(comparison, wide, language) * scale * ratio), 1),
        QImage.Format.Format_RGB32,
    )
    image.fill(QColor(theme.window))
    with QPainter(image) as painter:
        painter.scale(scale * ratio, scale * ratio)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        charts, table = charts_height(comparison, abreast), _table_height(comparison, language, width)
        # where charts do not all fit beside each other, who is who would be out of sight below them
        is_first = abreast < ABREAST and table <= HIGH
        paint_charts(painter, comparison, theme, table if is_first else 0.0, width, abreast)
        _paint_table(painter, comparison, theme, language, width, 0.0 if is_first else charts)
        _paint_remarks(painter, comparison, theme, language, width, charts + table)
    image.setDevicePixelRatio(ratio)
    return image


def laid_out(comparison: Comparison, wide: int, language: str) -> tuple[float, int]:
    """How wide a sheet of so many design pixels is in units of its own, and how many charts stand abreast.

    All that it shows is laid out anew where there is little room, and smaller only where the table needs it.
    """
    if wide >= _SMALLEST * WIDE:
        return WIDE, ABREAST
    widths = _widths(*cells(comparison, language))
    least = _FIRST + sum(widths) - widths[CHOSEN] + _CHOSEN + _LEAST * (len(widths) - 1) + EDGE
    return max(float(wide), least), ABREAST - 1


def height(comparison: Comparison, wide: int, language: str) -> float:
    """Of a sheet that many design pixels wide, in units of its own."""
    width, abreast = laid_out(comparison, wide, language)
    below = len(remarks(comparison, language)) * ROW + GRID
    return charts_height(comparison, abreast) + _table_height(comparison, language, width) + below


def _table_height(comparison: Comparison, language: str, width: float) -> float:
    rows = sum(len(folded) for folded in _folded(*cells(comparison, language), width))
    return 4 * GRID + (rows + 1) * ROW


def _paint_table(
    painter: QPainter, comparison: Comparison, theme: Theme, language: str, width: float, top: float
) -> None:
    head, rows = cells(comparison, language)
    folded, edges = _folded(head, rows, width), _columns(head, rows, width)
    top += 2 * GRID
    _paint_row(painter, head, edges, top, theme.muted, font(SMALL))
    top += ROW
    painter.setPen(QColor(theme.line))
    painter.drawLine(QLineF(_LEAD, top, width - EDGE, top))
    shown = len(drawn(comparison))
    for k, row in enumerate(rows):
        if k < shown:
            painter.setPen(pen_of(*style_of(comparison, k, theme)))
            painter.drawLine(QLineF(_LEAD, top + ROW / 2, _LEAD + _SAMPLE, top + ROW / 2))
        row[CHOSEN] = ""
        _paint_row(painter, row, edges, top, theme.text, font(BODY))
        for line in folded[k]:
            _paint_text(painter, line, edges[CHOSEN], top)
            top += ROW


def _paint_remarks(
    painter: QPainter, comparison: Comparison, theme: Theme, language: str, width: float, top: float
) -> None:
    painter.setPen(QColor(theme.muted))
    painter.setFont(font(SMALL))
    for line in remarks(comparison, language):
        room = QRectF(_LEAD, top - GRID, width - EDGE - _LEAD, ROW)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line)
        top += ROW


def _folded(head: tuple[str, ...], rows: list[list[str]], width: float) -> list[list[str]]:
    """The chosen values of every row in as many lines as they need: other columns are not pushed out."""
    wide = _widths(head, rows)
    room = width - EDGE - _FIRST - (sum(wide) - wide[CHOSEN]) - _LEAST * (len(wide) - 1)
    metrics, found = QFontMetricsF(font(BODY)), []
    for row in rows:
        lines: list[str] = []
        for part in row[CHOSEN].split(", "):
            longer = f"{lines[-1]}, {part}" if lines else ""
            if longer and metrics.horizontalAdvance(longer) <= room:
                lines[-1] = longer
            else:
                lines.append(part)
        found.append(lines)
    return found


def _widths(head: tuple[str, ...], rows: list[list[str]]) -> list[float]:
    small, body = QFontMetricsF(font(SMALL)), QFontMetricsF(font(BODY))
    return [
        max(small.horizontalAdvance(text), *(body.horizontalAdvance(row[k]) for row in rows)) + 1
        for k, text in enumerate(head)
    ]


def _columns(head: tuple[str, ...], rows: list[list[str]], width: float) -> list[tuple[float, float]]:
    """Where columns begin and end: as wide as their texts, what is left of the width between them."""
    wide, body = _widths(head, rows), QFontMetricsF(font(BODY))
    wide[CHOSEN] = 1 + max(
        QFontMetricsF(font(SMALL)).horizontalAdvance(head[CHOSEN]),
        *(body.horizontalAdvance(line) for lines in _folded(head, rows, width) for line in lines),
    )
    left = _FIRST
    gap = max((width - EDGE - left - sum(wide)) / (len(wide) - 1), _LEAST)
    found = []
    for k, each in enumerate(wide):
        found.append((left, left + each))
        # the number belongs to the name beside it
        left += each + (_LEAST / 2 if k == 0 else gap)
    return found


def _paint_row(
    painter: QPainter,
    texts: tuple[str, ...] | list[str],
    edges: list[tuple[float, float]],
    top: float,
    ink: str,
    face: QFont,
) -> None:
    painter.setPen(QColor(ink))
    painter.setFont(face)
    for k, (text, edge) in enumerate(zip(texts, edges, strict=True)):
        _paint_text(painter, text, edge, top, k in RIGHT)


def _paint_text(
    painter: QPainter, text: str, edge: tuple[float, float], top: float, is_right: bool = False
) -> None:
    side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
    room = QRectF(edge[0], top, edge[1] - edge[0], ROW)
    painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, text)
