"""The panel at the upper right: the runs with their colours and losses, and a rule under them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from gui.dots import paint_dot
from gui.recording.layout import PADDING, SIDE_LEAST, Box, Canvas
from gui.recording.outlines import paint_formula
from gui.recording.plate import is_vector, paint_heading, paint_panel
from gui.recording.rule_text import RuleText
from gui.stage.math import formula_image
from gui.theme import BODY, SMALL, font
from gui.theme.colours import Theme

_HEADING = 16
_GAP = 8
_ROW = 28
_LEAST_ROW = 20
_DOT = 5.0
_DOT_COLUMN = 24
_REMARK = 72
_NUMBER_COLUMN = 40
_FORMULA_SIZE = BODY + 4
_LINE = 24
_LINE_GAP = 4
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SidePanel:
    """Measured once. `paint` draws what stands still, `paint_remarks` what changes from frame to frame.

    rows: the name and the colour of each run, and whether it is a ghost.
    """

    def __init__(
        self,
        canvas: Canvas,
        theme: Theme,
        heading: str,
        rows: Sequence[tuple[str, str, bool]],
        rule: RuleText | None,
        more: str,
        *,
        remarks: bool,
    ) -> None:
        self._theme, self._heading = theme, heading
        self._labels, self._more = [label for label, _, _ in rows], more
        self._dots = [(QColor(colour), ghost) for _, colour, ghost in rows]
        self._remark = _REMARK if remarks else 0
        self._rule = rule
        self._images = self._typeset(canvas.scale)
        width = self._wanted_width()
        self._inner = min(max(width, SIDE_LEAST), canvas.side_most) - 2 * PADDING
        self._fit_rows(canvas.side_height)
        if self._rule is not None and not (self._shows_all and self._height() <= canvas.side_height):
            # a ball that nobody names is worse than a rule that is not there
            self._rule, self._images = None, []
            self._fit_rows(canvas.side_height)
        self.box = canvas.side(width, self._height())

    # -- measuring ---------------------------------------------------------------------------------------

    def _typeset(self, scale: float) -> list[QImage]:
        if self._rule is None:
            return []
        return [formula_image(line, self._theme.text, _FORMULA_SIZE, scale) for line in self._rule.lines]

    def _wanted_width(self) -> float:
        metrics = QFontMetricsF(font(BODY))
        widest = max((metrics.horizontalAdvance(label) for label in self._labels), default=0)
        rows = _DOT_COLUMN + widest + 8 + self._remark if self._labels else 0
        lines = [image.deviceIndependentSize().width() + self._numbers_width for image in self._images]
        return 2 * PADDING + 8 * -(-max([rows, *lines]) // 8)

    @property
    def _numbers_width(self) -> float:
        return _NUMBER_COLUMN if self._rule is not None and any(self._rule.numbers) else 0

    def _fit_rows(self, room: float) -> None:
        """Lower rows for many runs, and in the end fewer: the last row then tells how many are left out."""
        room -= 2 * PADDING + self._head_height + self._rule_height()
        count = len(self._labels)
        self._row = float(_ROW) if count * _ROW <= room else max(_LEAST_ROW, room // max(count, 1))
        self._shown = min(count, max(1, int(room // self._row)))
        if 0 < self._shown < count:
            self._shown = max(1, self._shown - 1)

    @property
    def _shows_all(self) -> bool:
        return self._shown == len(self._labels)

    @property
    def _head_height(self) -> float:
        return _HEADING + _GAP if self._labels else 0

    @property
    def _rows_height(self) -> float:
        return (self._shown + (not self._shows_all)) * self._row

    def _height(self) -> float:
        return 2 * PADDING + self._head_height + self._rows_height + self._rule_height()

    def _rule_height(self) -> float:
        if self._rule is None:
            return 0.0
        lines = sum(self._line_height(image) + _LINE_GAP for image in self._images)
        line = 2 * _GAP + 1 if self._labels else 0
        return line + _HEADING + _GAP + lines + self._values_height()

    def _line_height(self, image: QImage) -> float:
        return max(_LINE, image.deviceIndependentSize().height() * self._share(image))

    def _share(self, image: QImage) -> float:
        room = self._inner - self._numbers_width
        return min(1.0, room / max(image.deviceIndependentSize().width(), 1.0))

    def _values_height(self) -> float:
        if self._rule is None or not self._rule.values:
            return 0.0
        room = QRectF(0, 0, self._inner, 400)
        flags = _LEFT | Qt.TextFlag.TextWordWrap
        return QFontMetricsF(font(SMALL)).boundingRect(room, flags.value, self._rule.values).height() + _GAP

    # -- painting ----------------------------------------------------------------------------------------

    def paint(self, painter: QPainter) -> None:
        """Everything but the remarks, in design pixels."""
        paint_panel(painter, self.box, self._theme)
        left, top = self.box.x + PADDING, self.box.y + PADDING
        if self._labels:
            paint_heading(painter, QRectF(left, top, self._inner, _HEADING), self._heading, self._theme.muted)
        top += self._head_height
        for number in range(self._shown):
            self._paint_row(painter, QRectF(left, top + number * self._row, self._inner, self._row), number)
        if not self._shows_all:
            row = QRectF(left + _DOT_COLUMN, top + self._shown * self._row, self._inner, self._row)
            painter.setFont(font(BODY))
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(row, _LEFT, self._more.format(len(self._labels) - self._shown))
        if self._rule is not None:
            self._paint_rule(painter, self._rule, top + self._rows_height)

    def _paint_row(self, painter: QPainter, row: QRectF, number: int) -> None:
        colour, ghost = self._dots[number]
        paint_dot(painter, QPointF(row.left() + _DOT, row.center().y()), _DOT, colour, ghost=ghost)
        room = row.adjusted(_DOT_COLUMN - 4, 0, -self._remark, 0)
        painter.setFont(font(BODY))
        painter.setPen(QColor(self._theme.muted if ghost else self._theme.text))
        name = QFontMetricsF(font(BODY)).elidedText(
            self._labels[number], Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, _LEFT, name)

    def _paint_rule(self, painter: QPainter, rule: RuleText, top: float) -> None:
        left = self.box.x + PADDING
        if self._labels:
            top += _GAP
            painter.setPen(QPen(QColor(self._theme.line), 1.0))
            painter.drawLine(QPointF(left, top + 0.5), QPointF(left + self._inner, top + 0.5))
            top += 1 + _GAP
        colour = rule.colour or self._theme.accent
        paint_heading(painter, QRectF(left, top, self._inner, _HEADING), rule.name, colour)
        top += _HEADING + _GAP
        for image, line, number in zip(self._images, rule.lines, rule.numbers, strict=True):
            height = self._line_height(image)
            size = image.deviceIndependentSize() * self._share(image)
            place = QRectF(left, top + (height - size.height()) / 2, size.width(), size.height())
            if is_vector(painter):
                paint_formula(painter, place, line, self._theme.text, _FORMULA_SIZE)
            else:
                painter.drawImage(place, image)
            painter.setFont(font(SMALL))
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(QRectF(left, top, self._inner, height), _RIGHT, number)
            top += height + _LINE_GAP
        painter.setFont(font(SMALL))
        painter.setPen(QColor(self._theme.muted))
        box = QRectF(left, top + _GAP - _LINE_GAP, self._inner, self._values_height())
        painter.drawText(box, _LEFT | Qt.TextFlag.TextWordWrap, rule.values)

    @property
    def remarks_box(self) -> Box:
        """Where `paint_remarks` paints."""
        top = self.box.y + PADDING + self._head_height
        return Box(self.box.right - PADDING - self._inner, top, self._inner, self._shown * self._row)

    def paint_remarks(self, painter: QPainter, remarks: Sequence[str]) -> None:
        """The number of the moment at the right end of each run's row, in design pixels."""
        top = self.box.y + PADDING + _HEADING + _GAP
        painter.setFont(font(BODY, QFont.Weight.Normal))
        painter.setPen(QColor(self._theme.muted))
        for number, remark in enumerate(remarks[: self._shown]):
            row = QRectF(self.box.x + PADDING, top + number * self._row, self._inner, self._row)
            painter.drawText(row, _RIGHT, remark)
