"""A picture of the worker's, edge to edge, that can be moved and magnified.

While a new view is being painted by the worker, the last picture is shown shifted and scaled to it, so that
zooming and panning follow the hand at once.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.beneath import changed_region
from gui.model.frame import Frame, Picture, PixelMapping
from gui.model.session import Session
from gui.model.view import Mapping
from gui.theme import current_theme

_SHADE = 112


class PictureView(QWidget):
    """Bound to the session's frames and its view. `resized` follows the size."""

    resized = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._picture: Picture | None = None
        self._image: QImage | None = None
        self._wanted: Mapping | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        session.opened.connect(self._forget)
        session.frame_changed.connect(self._take)

    @property
    def has_picture(self) -> bool:
        return self._picture is not None

    @property
    def is_held(self) -> bool:
        """Whether the view is being dragged: then it is not given up for the worker's newest picture."""
        return False

    def _forget(self) -> None:
        self._wanted = None
        self.update()

    def _take(self, frame: Frame) -> None:
        if frame.picture is None:
            return
        before, self._picture = self._picture, frame.picture
        if not frame.picture.mapping.is_flat:
            self._wanted = None
        pixels = frame.picture.pixels
        height, width = pixels.shape
        self._image = QImage(pixels.data, width, height, pixels.strides[0], QImage.Format.Format_RGB32)
        if (
            self._wanted is not None
            and not self.is_held
            and isinstance(frame.picture.mapping, Mapping)
            and self._agrees(frame.picture.mapping, self._wanted)
        ):
            self._wanted = None
        self._update_from(before, frame.picture)

    def _update_from(self, before: Picture | None, now: Picture) -> None:
        if before is None or before.mapping != now.mapping or self._wanted is not None or self.draws_upon:
            self.update()
        else:
            self.update(changed_region(self, before.pixels, now.pixels))

    @property
    def draws_upon(self) -> bool:
        """Whether something is drawn upon the picture that is another from picture to picture."""
        return False

    def _agrees(self, a: Mapping, b: Mapping) -> bool:
        x, y = a.pixel(*b.world(0.0, 0.0))
        return abs(x) < 1 and abs(y) < 1 and abs(a.per_pixel_x / b.per_pixel_x - 1) < 1e-3

    # -- places ------------------------------------------------------------------------------------------

    def mapping(self) -> PixelMapping | None:
        """Device pixels and the plane, as the person sees them; None before the first picture."""
        if self._wanted is not None:
            return self._wanted
        return self._picture.mapping if self._picture is not None else None

    def world(self, at: QPointF) -> tuple[float, float]:
        """The point of the plane at a point of the widget."""
        shown = self.mapping()
        assert shown is not None
        return shown.world(*self._device(at))

    def meets(self, at: QPointF) -> bool:
        """Whether the ground is seen at a point of the widget."""
        shown = self.mapping()
        return shown is not None and shown.meets(*self._device(at))

    def point(self, x: float, y: float) -> QPointF:
        """Where a point of the plane lies on the widget."""
        shown = self.mapping()
        assert shown is not None
        px, py = shown.pixel(x, y)
        ratio = self.devicePixelRatioF()
        return QPointF(px / ratio, py / ratio)

    def _device(self, point: QPointF) -> tuple[float, float]:
        ratio = self.devicePixelRatioF()
        return point.x() * ratio, point.y() * ratio

    # -- painting ----------------------------------------------------------------------------------------

    def paint_picture(self, painter: QPainter) -> bool:
        """The picture with a veil behind the title; False where there is none yet."""
        picture, image = self._picture, self._image
        if picture is None or image is None:
            painter.fillRect(self.rect(), QColor(current_theme().window))
            return False
        self._paint_picture(painter, picture, image)
        self._shade(painter)
        return True

    def _paint_picture(self, painter: QPainter, picture: Picture, image: QImage) -> None:
        ratio = self.devicePixelRatioF()
        shown = self.mapping() or picture.mapping
        if not (isinstance(shown, Mapping) and isinstance(picture.mapping, Mapping)):
            target = QRectF(0, 0, image.width() / ratio, image.height() / ratio)
            self._fill_around(painter, target)
            painter.drawImage(target, image)
            return
        left, top = shown.pixel(picture.mapping.left, picture.mapping.top)
        scale_x = picture.mapping.per_pixel_x / shown.per_pixel_x
        scale_y = picture.mapping.per_pixel_y / shown.per_pixel_y
        if abs(left) < 0.5 and abs(top) < 0.5 and abs(scale_x - 1) < 1e-4 and ratio == 1:
            self._fill_around(painter, QRectF(image.rect()))
            painter.drawImage(0, 0, image)
            return
        target = QRectF(
            left / ratio, top / ratio, image.width() * scale_x / ratio, image.height() * scale_y / ratio
        )
        self._fill_around(painter, target)
        painter.drawImage(target, image)

    def _fill_around(self, painter: QPainter, target: QRectF) -> None:
        """Ground where the picture does not reach: Qt leaves there whatever was in memory."""
        if not target.contains(QRectF(self.rect())):
            painter.fillRect(self.rect(), QColor(current_theme().stage.empty))

    def own_mapping(self) -> PixelMapping:
        """The widget's pixels and the plane."""
        shown = self.mapping()
        assert shown is not None
        return shown.scaled(self.devicePixelRatioF())

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

    # -- the view ----------------------------------------------------------------------------------------

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Magnifies by `factor` about a point of the canvas, its middle by default."""
        shown = self.mapping()
        if not isinstance(shown, Mapping):
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

    def pan(self, across: float, down: float) -> None:
        """Moves the picture by so many pixels of the widget."""
        shown = self.mapping()
        if not isinstance(shown, Mapping):
            return
        px, py = self._device(QPointF(across, down))
        dx, dy = -px * shown.per_pixel_x, py * shown.per_pixel_y
        view = self._session.view or self._session.home()
        moved = view.moved(dx, dy)
        if moved != view:
            self._wanted = Mapping(shown.left + dx, shown.top + dy, shown.per_pixel_x, shown.per_pixel_y)
            self._session.set_view(moved)
            self.update()
