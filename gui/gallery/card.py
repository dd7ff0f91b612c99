"""One scenario as a card: its picture, title and sentence. A click, Enter or Space plays it."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTransform,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from gui.gallery.thumbnails import Wish
from gui.theme import BODY, GRID, RADIUS, SMALL, current_theme, font, icon_pixmap
from scenarios.library import Entry

WIDTH = 280
PICTURE = 158
_PAD = 12
_FLAGS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_PLAY = 44
_OWN = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class Card(QAbstractButton):
    """As wide as WIDTH and as high as its texts need; `set_image` gives it its picture when that is drawn."""

    def __init__(self, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self.image: QImage | None = None
        self.wish: Wish | None = None
        self._caption = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_language(self, language: str) -> None:
        self.setText(self.entry.title.get(language))
        self._caption = self.entry.caption.get(language)
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(self._caption)
        self.update()

    def set_image(self, wish: Wish, image: QImage) -> None:
        """The picture that was wished for; the one before it is shown until then."""
        self.wish, self.image = wish, image
        self.update()

    def needed_height(self) -> int:
        """How high it must be to show every word."""
        title, caption = _text_heights(self.text(), self._caption)
        return PICTURE + _PAD + title + GRID // 2 + caption + _PAD

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, self.needed_height())

    def event(self, event: QEvent) -> bool:
        # Space and Enter are meant for the card that has the keyboard, whatever shortcut they are elsewhere
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() in _OWN
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in _ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = current_theme()
        lit = self.underMouse() or self.hasFocus()
        outline = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        shape = QPainterPath()
        shape.addRoundedRect(outline, RADIUS, RADIUS)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillPath(shape, QColor(colours.hover if lit else colours.panel))
            self._paint_picture(painter, shape)
            if self.underMouse():
                self._paint_play(painter)
            self._paint_texts(painter)
            edge = colours.accent if lit else colours.panel_border
            painter.setPen(QPen(QColor(edge), 2.0 if self.hasFocus() else 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(shape)

    def _paint_picture(self, painter: QPainter, shape: QPainterPath) -> None:
        place = QRect(0, 0, self.width(), PICTURE)
        ground = QBrush(QColor(current_theme().field))
        if self.image is not None:
            # to fill a shape with a picture takes a third of drawing the picture within the shape
            ground = QBrush(self.image)
            across, down = place.width() / self.image.width(), place.height() / self.image.height()
            ground.setTransform(QTransform.fromScale(across, down))
        painter.setClipRect(place)
        painter.fillPath(shape, ground)
        painter.setClipping(False)
        if self.entry.figure:
            self._paint_figure(painter, self.entry.figure)

    def _paint_figure(self, painter: QPainter, figure: str) -> None:
        """The article's figure, in the corner."""
        colours = current_theme()
        face = font(SMALL, QFont.Weight.DemiBold)
        wide = QFontMetrics(face).horizontalAdvance(figure) + 14
        tag = QRectF(self.width() - wide - GRID, GRID, wide, 20)
        ground = QColor(colours.panel)
        ground.setAlphaF(0.85)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(tag, 10, 10)
        painter.setFont(face)
        painter.setPen(QColor(colours.text))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, figure)

    def _paint_play(self, painter: QPainter) -> None:
        colours = current_theme()
        middle = QPointF(self.width() / 2, PICTURE / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        painter.drawEllipse(middle, _PLAY / 2, _PLAY / 2)
        drawing = icon_pixmap("play", colours.on_accent, 22, self.devicePixelRatioF())
        painter.drawPixmap(middle - QPointF(11, 11), drawing)

    def _paint_texts(self, painter: QPainter) -> None:
        colours = current_theme()
        title, caption = _text_heights(self.text(), self._caption)
        room = QRect(_PAD, PICTURE + _PAD, WIDTH - 2 * _PAD, title)
        painter.setFont(_title_font())
        painter.setPen(QColor(colours.text))
        painter.drawText(room, _FLAGS, self.text())
        painter.setFont(font(SMALL))
        painter.setPen(QColor(colours.muted))
        painter.drawText(
            QRect(_PAD, room.bottom() + 1 + GRID // 2, room.width(), caption), _FLAGS, self._caption
        )


def _title_font() -> QFont:
    return font(BODY, QFont.Weight.DemiBold)


@lru_cache(maxsize=1024)
def _text_heights(title: str, caption: str) -> tuple[int, int]:
    """Of both, wrapped as the card shows them. Qt asks for a card's size at every change of colours."""
    room = QRect(0, 0, WIDTH - 2 * _PAD, 10_000)
    title_height, caption_height = (
        QFontMetrics(face).boundingRect(room, _FLAGS.value, text).height()
        for face, text in ((_title_font(), title), (font(SMALL), caption))
    )
    return title_height, caption_height
