"""A film by its list of shots: the scene goes where each moment is; where time goes back it begins anew."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from gui.model.numbers import format_number
from gui.recording.formats import Frame, Tiles
from gui.recording.layout import FOOT, MARGIN, Box
from gui.recording.plate import paint_panel
from gui.recording.scene import Scene
from gui.recording.shots import Moment, Script
from gui.theme import BODY, font

_SIZE = BODY + 3
_PAD = 16
_WIDEST = 640


class Shots:
    """See `Reel`. `scene` shows the scenario at step 0."""

    def __init__(self, scene: Scene, script: Script) -> None:
        self._script, self._scene = script, scene
        self.frames = script.frames
        self._scene.over = self._paint_over
        self._now: Moment | None = None

    def show(self, number: int) -> None:
        moment, before, scene = self._script.moment(number), self._now, self._scene
        changed = moment.values != (before.values if before is not None else ())
        back = before is not None and moment.step < before.step
        if changed or back:
            resolved = self._script.resolved_at(moment)
            self._scene = scene = scene.become(resolved, moment.step)
        scene.look_at(moment.rectangle, moment.camera)
        scene.go(moment.step)
        self._now = moment

    def paint(self) -> Frame:
        return self._scene.paint()

    @property
    def changed(self) -> Tiles | None:
        return self._scene.changed

    def draw(self, painter: QPainter) -> None:
        self._scene.draw(painter)

    # -- captions ----------------------------------------------------------------------------------------

    def _paint_over(self, painter: QPainter) -> None:
        moment, scene = self._now, self._scene
        if moment is None:
            return
        language = scene.composition.language
        said = moment.caption.get(language) if moment.caption is not None and moment.strength > 0 else ""
        parts = [(said, moment.strength)] if said else []
        if moment.note is not None:
            parameter, value = moment.note
            shown = f"{parameter.label(language)} = {format_number(float(f'{value:.3g}'))}"
            parts.insert(0, (shown, 1.0))
        if parts:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(scene.canvas.scale, scene.canvas.scale)
            self._paint_lines(painter, parts)
            painter.restore()

    def _paint_lines(self, painter: QPainter, parts: list[tuple[str, float]]) -> None:
        """From below upwards: what is said, and above it the value that changes."""
        scene, canvas = self._scene, self._scene.canvas
        charts = scene.boxes().get("charts")
        left = charts.right if charts is not None and not canvas.is_upright else 0.0
        bottom = canvas.height - MARGIN - FOOT
        if charts is not None and canvas.is_upright:
            bottom = charts.y - MARGIN / 2
        for text, strength in reversed(parts):
            face = font(
                _SIZE,
                QFont.Weight.DemiBold if text != parts[-1][0] or len(parts) == 1 else QFont.Weight.Medium,
            )
            room = QRectF(0, 0, min(_WIDEST, canvas.width - left - 2 * MARGIN - 2 * _PAD), 200)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
            taken = QFontMetricsF(face).boundingRect(room, flags.value, text)
            width, height = taken.width() + 2 * _PAD + 4, taken.height() + _PAD
            middle = left + (canvas.width - left) / 2
            box = Box(middle - width / 2, bottom - height, width, height)
            painter.setOpacity(strength)
            paint_panel(painter, box, scene.theme)
            painter.setFont(face)
            painter.setPen(QColor(scene.theme.text))
            inner = QRectF(QPointF(box.x + _PAD, box.y), QPointF(box.right - _PAD, box.bottom))
            painter.drawText(inner, flags | Qt.AlignmentFlag.AlignVCenter, text)
            bottom = box.y - 8
