"""What stands around and upon a landscape: veils, headline, side panel, charts, the line at the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QPainter

from gui.plots.filmed_charts import FilmedCharts
from gui.recording.composition import Composition
from gui.recording.headline import Headline, headline_of
from gui.recording.layout import CHART_HEIGHT, FOOT, MARGIN, PADDING, Box, Canvas
from gui.recording.plate import Plate, is_vector, paint_panel, paint_veil, rectangle
from gui.recording.rule_text import rule_text, run_rows
from gui.recording.side_panel import SidePanel
from gui.recording.words import words
from gui.theme import SMALL, font
from gui.theme.colours import theme as theme_of

if TYPE_CHECKING:
    from gui.plots.chart import Chart
    from scenarios.resolving import Resolved


class Surroundings:
    """Measured and painted once for a scenario; `charts` of them are to be shown if there is room."""

    def __init__(self, resolved: Resolved, canvas: Canvas, composition: Composition, charts: int) -> None:
        self.canvas, self.composition = canvas, composition
        self.theme = theme_of(composition.theme)
        self._words = words(composition.language)
        self._charts = FilmedCharts()
        self._shown: list[Chart] | None = None
        self.side = self._side_panel(resolved)
        headline = self._headline(resolved)
        self.headline_box = headline.box
        side = self.side.box if self.side is not None else None
        room = canvas.charts(charts, headline.box.bottom, side) if composition.plots else None
        self.chart_box = room
        self.foot_box = canvas.foot(room)
        self._veils = self._make_veils(headline)
        self._plates = [Plate(headline.box, canvas.scale, lambda p: headline.paint(p, self.theme))]
        if self.side is not None:
            self._plates.append(Plate(self.side.box, canvas.scale, self.side.paint))
        if room is not None:
            self._plates.append(Plate(room, canvas.scale, lambda p: paint_panel(p, room, self.theme)))

    def _side_panel(self, resolved: Resolved) -> SidePanel | None:
        composition, canvas = self.composition, self.canvas
        if not canvas.has_side or not (composition.legend or composition.formula):
            return None
        language = composition.language
        rule = rule_text(resolved, self.theme, language)
        shows_rule = composition.formula and canvas.has_charts
        if not (composition.legend or shows_rule):
            return None
        return SidePanel(
            canvas,
            self.theme,
            self._words["runs"],
            run_rows(resolved, self.theme, language) if composition.legend else [],
            rule if shows_rule else None,
            self._words["more"],
            remarks=True,
        )

    def _headline(self, resolved: Resolved) -> Headline:
        room = self.canvas.headline(self.side.box if self.side else None)
        return headline_of(resolved.scenario, self.composition, room)

    def _make_veils(self, headline: Headline) -> list[Plate]:
        canvas, theme = self.canvas, self.theme
        above = Box(0, 0, canvas.width, headline.box.bottom + 2 * MARGIN)
        below = Box(0, canvas.height - 3 * MARGIN, canvas.width, 3 * MARGIN)
        found = [Plate(below, canvas.scale, lambda p: paint_veil(p, below, theme, from_top=False))]
        if headline.box.height > 0:
            veil = Plate(above, canvas.scale, lambda p: paint_veil(p, above, theme, from_top=True))
            found.insert(0, veil)
        return found

    edge: float = MARGIN
    """Where the numbers of the stage's left side stand."""

    @property
    def insets(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the picture that something lies over, in pixels."""
        canvas, headline = self.canvas, self.headline_box
        left = self.chart_box.right if self.chart_box else 0.0
        right = canvas.width - self.side.box.x if self.side else 0.0
        if canvas.is_upright:
            # too narrow to stand beside the charts and the panel
            left = right = 0.0
        bottom: float = MARGIN + (0 if self.chart_box and self.side else FOOT)
        top: float = headline.bottom + PADDING
        if canvas.is_upright:
            top = max(top, self.side.box.bottom + PADDING if self.side else 0)
            bottom = canvas.height - self.chart_box.y + PADDING if self.chart_box else bottom
        insets = (left + MARGIN, top, right + MARGIN, bottom)
        return tuple(round(inset * canvas.scale) for inset in insets)  # type: ignore[return-value]

    def boxes(self) -> dict[str, Box]:
        """Where everything lies that lies over the stage, in design pixels."""
        found = {"headline": self.headline_box, "charts": self.chart_box, "foot": self.foot_box}
        found["side"] = self.side.box if self.side is not None else None
        return {name: box for name, box in found.items() if box is not None}

    # -- painting ----------------------------------------------------------------------------------------

    def still(self, painter: QPainter) -> None:
        """All that stands still, in pixels."""
        self.lay_veils(painter)
        self.lay(painter, vector=False)
        painter.scale(self.canvas.scale, self.canvas.scale)
        self.paint_mark(painter)

    @property
    def changing(self) -> list[Box]:
        """Where `paint_charts` and `paint_moment` paint."""
        boxes = [self.foot_box, self.chart_box, self.side.remarks_box if self.side is not None else None]
        return [box for box in boxes if box is not None]

    def lay_veils(self, painter: QPainter) -> None:
        """Shades of the stage, which belong to its picture; `painter` counts pixels."""
        for veil in self._veils:
            veil.lay(painter)

    def lay(self, painter: QPainter, *, vector: bool) -> None:
        """What stands still; `painter` counts pixels. vector: painted stroke by stroke, not as a picture."""
        for plate in self._plates:
            if vector:
                plate.paint(painter)
            else:
                plate.lay(painter)

    def paint_charts(self, painter: QPainter, charts: list[Chart]) -> None:
        """The charts, in pixels; the same list shows the same."""
        if self.chart_box is None:
            return
        box, scale = self.chart_box, self.canvas.scale
        room = int((box.height - 2 * PADDING + 8) // CHART_HEIGHT)
        width, height = (box.width - 2 * PADDING) * scale, (CHART_HEIGHT - 8) * scale
        if charts is not self._shown:
            self._shown = charts
            pitch = CHART_HEIGHT * scale
            self._charts.show_charts(charts[:room], self.theme, width, height, pitch, scale)
        place = QPointF(box.x + PADDING, box.y + PADDING) * scale
        if is_vector(painter):
            self._charts.figure.render(painter, place)
        else:
            self._charts.lay(painter, QPoint(round(place.x()), round(place.y())))

    def paint_moment(self, painter: QPainter, remarks: list[str], foot: str) -> None:
        """What changes from picture to picture, in design pixels."""
        if self.side is not None and self.composition.legend:
            self.side.paint_remarks(painter, remarks)
        painter.setFont(font(SMALL))
        painter.setPen(QColor(self.theme.on_stage))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rectangle(self.foot_box), right, foot)

    def paint_mark(self, painter: QPainter) -> None:
        """The watermark, in design pixels."""
        paint_watermark(painter, self.canvas, self.composition, self.theme.on_stage_muted)


def paint_watermark(painter: QPainter, canvas: Canvas, composition: Composition, colour: str) -> None:
    """The watermark in the middle of the lower edge, in design pixels."""
    if composition.watermark:
        painter.setFont(font(SMALL))
        painter.setPen(QColor(colour))
        room = Box(MARGIN, canvas.height - MARGIN + 2, canvas.width - 2 * MARGIN, MARGIN - 4)
        painter.drawText(rectangle(room), Qt.AlignmentFlag.AlignCenter, composition.watermark)
