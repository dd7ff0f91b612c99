"""A film by its list of shots: the scene goes where each moment is; where time goes back it begins anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from gui.model.numbers import format_number
from gui.recording.formats import Frame
from gui.recording.layout import FOOT, MARGIN, Box
from gui.recording.plate import paint_panel
from gui.recording.shots import Moment, Script
from gui.recording.signal_scene import SignalScene
from gui.recording.stage_scene import StageScene
from gui.theme import BODY, font

if TYPE_CHECKING:
    from scenarios.resolving import Resolved

Filmed = StageScene | SignalScene
_SIZE = BODY + 3
_PAD = 16
_WIDEST = 640


class Shots:
    """See `Reel`. `opened` makes a scene of a scenario at step 0."""

    def __init__(self, resolved: Resolved, script: Script, opened: Callable[[Resolved], Filmed]) -> None:
        self._script, self._opened = script, opened
        self.frames = script.frames
        self._scene = opened(resolved)
        self._scene.over = self._paint_over
        self._now: Moment | None = None

    def show(self, number: int) -> None:
        moment, before, scene = self._script.moment(number), self._now, self._scene
        changed = moment.values != (before.values if before is not None else ())
        back = before is not None and moment.step < before.step
        if changed or back:
            resolved = self._script.resolved_at(moment)
            if isinstance(scene, StageScene):
                scene.become(resolved, moment.step)
            else:
                self._scene = scene = self._opened(resolved)
                scene.over = self._paint_over
        if isinstance(scene, StageScene):
            scene.look_at(moment.rectangle, moment.camera)
        scene.go(moment.step)
        self._now = moment

    def paint(self) -> Frame:
        return self._scene.paint()

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
        charts = scene.boxes().get("charts") if isinstance(scene, StageScene) else None
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
