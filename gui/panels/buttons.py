"""Small controls in the panel's own style: icons to press, a switch, a choice of few, a name to pick."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolButton, QWidget

from gui.theme import BODY, CONTROL, ICON, RADIUS_SMALL, current_theme, font, icon, icon_pixmap

SMALL_ICON = ICON - 4


def tip_with_keys(text: str, keys: str = "") -> str:
    """A tooltip that ends in the shortcut."""
    return f"{text} ({keys})" if keys else text


class IconButton(QToolButton):
    """An icon without a frame; its tooltip is also its name for those who cannot see it."""

    def __init__(self, name: str, parent: QWidget | None = None, side: int = 24) -> None:
        super().__init__(parent)
        self._name = name
        self.setProperty("role", "icon")
        self.setFixedSize(side, side)
        self.setIconSize(QSize(SMALL_ICON, SMALL_ICON))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.refresh()

    def set_icon_name(self, name: str) -> None:
        self._name = name
        self.refresh()

    def set_tip(self, text: str, keys: str = "") -> None:
        """The tooltip; being called whenever texts change, it also takes up the theme's colours."""
        self.setToolTip(tip_with_keys(text, keys))
        self.setAccessibleName(text)
        self.refresh()

    def refresh(self) -> None:
        colours = current_theme()
        self.setIcon(icon(self._name, colours.muted, colours.faint, SMALL_ICON))


class Painted(QAbstractButton):
    """A button that paints itself; keyboard focus shows as a line around it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFont(font(BODY))

    def _ground(self, painter: QPainter, ground: str, border: str, radius: float = RADIUS_SMALL) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(current_theme().accent if self.hasFocus() else border), 1.0))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


class Switch(Painted):
    """On or off."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setFixedSize(34, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = current_theme()
        on = self.isChecked()
        with QPainter(self) as painter:
            border = colours.accent if on else colours.faint
            ground = colours.accent if on else colours.field
            self._ground(painter, ground, colours.text if self.hasFocus() and on else border, 10)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.on_accent if on else colours.muted))
            painter.drawEllipse(QPointF(24 if on else 10, 10), 6, 6)


class PickButton(Painted):
    """Shows what is chosen, with an arrow: a press opens the choice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(self.font()).horizontalAdvance(self.text()) + 44, CONTROL)

    def minimumSizeHint(self) -> QSize:
        return QSize(64, CONTROL)

    def set_text(self, text: str) -> None:
        if text != self.text():
            self.setText(text)
            self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = current_theme()
        with QPainter(self) as painter:
            lit = self.underMouse() and self.isEnabled()
            self._ground(painter, colours.hover if lit else colours.field, colours.field_border)
            painter.setFont(self.font())
            painter.setPen(QColor(colours.text if self.isEnabled() else colours.faint))
            room = QRectF(self.rect()).adjusted(10, 0, -28, 0)
            text = painter.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideRight, int(room.width())
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
            arrow = icon_pixmap("chevron_down", colours.muted, 14, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(self.width() - 22, (self.height() - 14) / 2 + 0.5), arrow)


class Segments(QWidget):
    """One of a few, side by side; the arrow keys move the choice. `chosen` carries its key."""

    chosen = Signal(str)

    def __init__(self, keys: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keys = tuple(keys)
        self._texts = dict(zip(keys, keys, strict=True))
        self.current = self.keys[0]
        self.setFont(font(BODY))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        widest = max(metrics.horizontalAdvance(text) for text in self._texts.values())
        return QSize((widest + 24) * len(self.keys), CONTROL)

    def set_texts(self, texts: Sequence[str]) -> None:
        self._texts = dict(zip(self.keys, texts, strict=True))
        self.setAccessibleName(", ".join(texts))
        self.updateGeometry()
        self.update()

    def set_current(self, key: str) -> None:
        """Shows a choice without telling anyone."""
        self.current = key
        self.update()

    def place(self, key: str) -> QRectF:
        """Where a choice is drawn."""
        width = self.width() / len(self.keys)
        return QRectF(self.keys.index(key) * width, 0, width, self.height())

    def _choose(self, key: str) -> None:
        if key != self.current:
            self.set_current(key)
            self.chosen.emit(key)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            at = int(event.position().x() / self.width() * len(self.keys))
            self._choose(self.keys[min(max(at, 0), len(self.keys) - 1)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        offset = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if offset is None:
            super().keyPressEvent(event)
        else:
            self._choose(self.keys[(self.keys.index(self.current) + offset) % len(self.keys)])

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = current_theme()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.setPen(QPen(QColor(colours.accent if self.hasFocus() else colours.field_border), 1.0))
            painter.setBrush(QColor(colours.field))
            painter.drawRoundedRect(whole, RADIUS_SMALL, RADIUS_SMALL)
            for key in self.keys:
                chosen = key == self.current
                if chosen:
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(QColor(colours.pressed))
                    inside = self.place(key).adjusted(2.5, 2.5, -2.5, -2.5)
                    painter.drawRoundedRect(inside, RADIUS_SMALL - 2, RADIUS_SMALL - 2)
                painter.setFont(font(BODY, QFont.Weight.Medium if chosen else QFont.Weight.Normal))
                painter.setPen(QColor(colours.text if chosen else colours.muted))
                painter.drawText(self.place(key), Qt.AlignmentFlag.AlignCenter, self._texts[key])


class QuietButton(Painted):
    """An icon in the panel's margin, seen while its row is under the pointer or it has the keyboard."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._lit = False
        self.setFixedSize(16, CONTROL)

    def set_lit(self, lit: bool) -> None:
        if lit != self._lit:
            self._lit = lit
            self.update()

    def set_tip(self, text: str) -> None:
        self.setToolTip(text)
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not (self._lit or self.hasFocus()):
            return
        colours = current_theme()
        strong = self.underMouse() or self.hasFocus()
        pixmap = icon_pixmap(
            self._name, colours.accent if strong else colours.muted, 14, self.devicePixelRatioF()
        )
        with QPainter(self) as painter:
            painter.drawPixmap(QPointF(1, (self.height() - 14) / 2), pixmap)
