"""The stage on screen: shows the worker's newest picture edge to edge, and turns the pointer into edits.

While a new view is being painted by the worker, the last picture is shown shifted and scaled to it, so that
zooming and panning follow the hand at once.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from gui.model.frame import Frame, Picture
from gui.model.session import Session
from gui.model.view import Mapping
from gui.theme import current_theme

_NOTCH = 120.0
_ZOOM = 1.25
_SHADE = 112


class Canvas(QWidget):
    """Bound to the session: click to start there, drag to pan, wheel to zoom. `resized` follows the size."""

    resized = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._picture: Picture | None = None
        self._image: QImage | None = None
        self._wanted: Mapping | None = None
        self._press: QPointF | None = None
        self._panning = False
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.CrossCursor)
        session.opened.connect(self._forget)
        session.frame_changed.connect(self._take)

    @property
    def has_picture(self) -> bool:
        return self._picture is not None

    def _forget(self) -> None:
        self._wanted = None
        self.update()

    def _take(self, frame: Frame) -> None:
        if frame.picture is None:
            return
        self._picture = frame.picture
        pixels = frame.picture.pixels
        height, width = pixels.shape
        self._image = QImage(pixels.data, width, height, pixels.strides[0], QImage.Format.Format_RGB32)
        if (
            self._wanted is not None
            and not self._panning
            and self._agrees(frame.picture.mapping, self._wanted)
        ):
            self._wanted = None
        self.update()

    def _agrees(self, a: Mapping, b: Mapping) -> bool:
        x, y = a.pixel(*b.world(0.0, 0.0))
        return abs(x) < 1 and abs(y) < 1 and abs(a.per_pixel_x / b.per_pixel_x - 1) < 1e-3

    def mapping(self) -> Mapping | None:
        """Device pixels and the plane, as the person sees them; None before the first picture."""
        if self._wanted is not None:
            return self._wanted
        return self._picture.mapping if self._picture is not None else None

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = current_theme()
        with QPainter(self) as painter:
            picture, image = self._picture, self._image
            if picture is None or image is None:
                painter.fillRect(self.rect(), QColor(colours.window))
                return
            ratio = self.devicePixelRatioF()
            shown = self.mapping() or picture.mapping
            left, top = shown.pixel(picture.mapping.left, picture.mapping.top)
            scale_x = picture.mapping.per_pixel_x / shown.per_pixel_x
            scale_y = picture.mapping.per_pixel_y / shown.per_pixel_y
            target = QRectF(left, top, image.width() * scale_x, image.height() * scale_y)
            target = QRectF(
                target.x() / ratio, target.y() / ratio, target.width() / ratio, target.height() / ratio
            )
            if abs(left) < 0.5 and abs(top) < 0.5 and abs(scale_x - 1) < 1e-4 and ratio == 1:
                painter.drawImage(0, 0, image)
            else:
                painter.fillRect(self.rect(), QColor(colours.stage.empty))
                painter.drawImage(target, image)
            self._shade(painter)

    def _shade(self, painter: QPainter) -> None:
        """A veil behind the title, so that it can be read on any ground."""
        stage = current_theme().stage
        ground = QColor(stage.ramp[2] if stage.dark else stage.ramp[-1])
        veil = QLinearGradient(0, 0, 0, _SHADE)
        ground.setAlphaF(0.62)
        veil.setColorAt(0.0, ground)
        ground.setAlphaF(0.36)
        veil.setColorAt(0.55, ground)
        ground.setAlphaF(0.0)
        veil.setColorAt(1.0, ground)
        painter.fillRect(0, 0, self.width(), _SHADE, veil)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._wanted = None
        self.resized.emit()

    # -- pointer -----------------------------------------------------------------------------------------

    def _device(self, point: QPointF) -> tuple[float, float]:
        ratio = self.devicePixelRatioF()
        return point.x() * ratio, point.y() * ratio

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Magnifies by `factor` about a point of the canvas, its middle by default."""
        shown = self.mapping()
        if shown is None:
            return
        px, py = self._device(at if at is not None else QRectF(self.rect()).center())
        x, y = shown.world(px, py)
        view = self._session.view or self._session.home()
        zoomed = view.zoomed(factor, x, y)
        if zoomed == view:
            return
        self._wanted = Mapping(
            x - px * shown.per_pixel_x / factor,
            y + py * shown.per_pixel_y / factor,
            shown.per_pixel_x / factor,
            shown.per_pixel_y / factor,
        )
        self._session.set_view(zoomed)
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / _NOTCH
        if notches:
            self.zoom(_ZOOM**notches, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() == Qt.MouseButton.LeftButton:
            self._press = event.position()
            self._panning = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._press is None or self.mapping() is None:
            return
        moved = event.position() - self._press
        if not self._panning and moved.manhattanLength() < QApplication.startDragDistance():
            return
        self._panning = True
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self._press = event.position()
        self._pan(*self._device(moved))

    def _pan(self, px: float, py: float) -> None:
        shown = self.mapping()
        assert shown is not None
        dx, dy = -px * shown.per_pixel_x, py * shown.per_pixel_y
        view = self._session.view or self._session.home()
        moved = view.moved(dx, dy)
        if moved != view:
            self._wanted = Mapping(shown.left + dx, shown.top + dy, shown.per_pixel_x, shown.per_pixel_y)
            self._session.set_view(moved)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._press is None:
            return
        self._press = None
        self.setCursor(Qt.CursorShape.CrossCursor)
        shown = self.mapping()
        if not self._panning and shown is not None:
            self._session.set_start(*shown.world(*self._device(event.position())))
        self._panning = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # the second press of a double click is a click like any other
        self.mousePressEvent(event)
