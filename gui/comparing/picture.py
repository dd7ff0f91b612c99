"""A comparison as a PNG: charts, three side by side, and who is who below them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.files import replacing
from gui.recording.application import ensure_application

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    from engine.comparing.verdict import Comparison, Standing
    from gui.theme.colours import Theme
    from scenarios.schema import Scenario

WIDE, HIGH = 1280.0, 376.0
"""Design pixels: of the picture, and of a row of charts."""

HEADER, EDGE, BETWEEN, ROW = 56.0, 24.0, 32.0, 24.0
FINENESS = 2.0
_SAMPLE = 28.0
_COLUMNS = ABREAST = 3


def write_picture(path: Path, comparison: Comparison, scenario: Scenario, theme: str, language: str) -> None:
    """Writes the PNG, which carries the scenario.

    Raises MissingError where Qt cannot be loaded, and OutputError.
    """
    ensure_application()
    from PySide6.QtWidgets import QApplication

    from gui.theme.colours import theme as theme_of
    from gui.translations import Language

    application = QApplication.instance()
    assert application is not None
    Language(application).put_on(language)
    save_picture(path, comparison, scenario, theme_of(theme), language)


def save_picture(path: Path, comparison: Comparison, scenario: Scenario, theme: Theme, language: str) -> None:
    """The same in a program that has put the language on. Raises OutputError."""
    from scenarios import dumps
    from scenarios.carrying import png, tagged

    data = _png(comparison, scenario.title.get(language), theme, language)
    with replacing(path) as file:
        file.write(png.embed(data, tagged(dumps(scenario)).encode()))


def height(comparison: Comparison, language: str) -> float:
    """Of the whole picture, in design pixels."""
    from gui.comparing.lines import drawn

    rows = -(-len(drawn(comparison)) // _columns(comparison, language))
    return 2 * EDGE + HEADER + charts_height(comparison) + rows * ROW


def paint(painter: QPainter, comparison: Comparison, title: str, theme: Theme, language: str) -> None:
    """Everything, in the upper left corner. A unit of the painter is a design pixel."""
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QColor

    painter.fillRect(QRectF(0, 0, WIDE, height(comparison, language)), QColor(theme.window))
    _paint_header(painter, comparison, title, theme, language)
    paint_charts(painter, comparison, theme, EDGE + HEADER)
    _paint_legend(painter, comparison, theme, language)


def charts_height(comparison: Comparison, abreast: int = ABREAST) -> float:
    """Of all charts, so many beside each other, in design pixels."""
    from gui.comparing.figures import count

    return HIGH * -(-count(comparison) // abreast)


def paint_charts(
    painter: QPainter,
    comparison: Comparison,
    theme: Theme,
    top: float,
    width: float = WIDE,
    abreast: int = ABREAST,
) -> None:
    """The charts, from `top` on, so many beside each other in a width in design pixels."""
    from PySide6.QtCore import QRectF

    from gui.comparing import charts
    from gui.comparing.figures import figures

    wide = (width - 2 * EDGE - (abreast - 1) * BETWEEN) / abreast
    for k, chart in enumerate(figures(comparison, theme)):
        row, column = divmod(k, abreast)
        room = QRectF(EDGE + column * (wide + BETWEEN), top + row * HIGH, wide, HIGH)
        charts.paint(painter, chart, room, theme)


def _png(comparison: Comparison, title: str, theme: Theme, language: str) -> bytes:
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImage, QPainter

    size = round(WIDE * FINENESS), round(height(comparison, language) * FINENESS)
    image = QImage(*size, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        painter.scale(FINENESS, FINENESS)
        paint(painter, comparison, title, theme, language)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())


def _paint_header(painter: QPainter, comparison: Comparison, title: str, theme: Theme, language: str) -> None:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QFont

    from gui.theme.metrics import BODY, TITLE

    room = QRectF(EDGE, EDGE - 4, WIDE - 2 * EDGE, 26)
    _write(painter, room, title, theme.text, TITLE, QFont.Weight.DemiBold)
    room.moveTop(room.top() + 26)
    _write(painter, room, _about(comparison, language), theme.muted, BODY, QFont.Weight.Normal)


def _about(comparison: Comparison, language: str) -> str:
    """What was compared, in a line."""
    from gui.comparing.lines import drawn
    from gui.translations import translate

    contest = comparison.contest
    parts = [
        contest.field.name[language],
        translate("window", "%n steps", "", contest.steps),
        translate("window", "%n settings tried of each", "", contest.budget),
        translate("window", "%n starts", "", len(contest.judged)),
    ]
    if contest.repeats > 1:
        parts.append(translate("window", "%n seeds", "", contest.repeats))
    shown, all_of_them = len(drawn(comparison)), len(comparison.standings)
    if shown < all_of_them:
        parts.append(translate("window", "the best {0} of {1} are drawn").format(shown, all_of_them))
    return "  ·  ".join(parts)


def _paint_legend(painter: QPainter, comparison: Comparison, theme: Theme, language: str) -> None:
    from PySide6.QtCore import QLineF, QRectF
    from PySide6.QtGui import QFont

    from gui.comparing.charts import LEFT, pen_of
    from gui.comparing.lines import drawn, style_of
    from gui.comparing.report import chosen_text
    from gui.theme.metrics import BODY

    shown = drawn(comparison)
    columns = _columns(comparison, language)
    rows, wide = -(-len(shown) // columns), _column_width(columns)
    for k, standing in enumerate(shown):
        column, row = divmod(k, rows)
        left = EDGE + column * (wide + BETWEEN) + LEFT
        top = EDGE + HEADER + charts_height(comparison) + row * ROW
        painter.setPen(pen_of(*style_of(comparison, k, theme)))
        painter.drawLine(QLineF(left, top + ROW / 2, left + _SAMPLE, top + ROW / 2))
        room = QRectF(left + _SAMPLE + 8, top, wide - LEFT - _SAMPLE - 8, ROW)
        name = _name(k, standing, language)
        used = _write(painter, room, name, theme.text, BODY, QFont.Weight.DemiBold)
        room.setLeft(room.left() + used + 8)
        _write(painter, room, chosen_text(standing, language), theme.muted, BODY, QFont.Weight.Normal)


def _columns(comparison: Comparison, language: str) -> int:
    """Of the legend: fewer where many values were chosen, for they are to be read."""
    from PySide6.QtGui import QFont, QFontMetricsF

    from gui.comparing.charts import LEFT
    from gui.comparing.lines import drawn
    from gui.comparing.report import chosen_text
    from gui.theme.metrics import BODY
    from gui.theme.typeface import font

    bold, plain = QFontMetricsF(font(BODY, QFont.Weight.DemiBold)), QFontMetricsF(font(BODY))
    need = max(
        bold.horizontalAdvance(_name(k, standing, language))
        + plain.horizontalAdvance(chosen_text(standing, language))
        for k, standing in enumerate(drawn(comparison))
    )
    room = need + LEFT + _SAMPLE + 3 * 8
    return next((n for n in range(_COLUMNS, 1, -1) if room <= _column_width(n)), 1)


def _column_width(columns: int) -> float:
    return (WIDE - 2 * EDGE - (columns - 1) * BETWEEN) / columns


def _name(number: int, standing: Standing, language: str) -> str:
    return f"{number + 1}.  {standing.contestant.label[language]}"


def _write(painter: QPainter, room: QRectF, text: str, ink: str, size: int, weight: object) -> float:
    """A line of text, shortened where it has no room; how wide it is."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QColor, QFont

    from gui.theme.typeface import font

    assert isinstance(weight, QFont.Weight)
    painter.setFont(font(size, weight))
    painter.setPen(QColor(ink))
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(int(room.width()), 0))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    return float(metrics.horizontalAdvance(shown))
