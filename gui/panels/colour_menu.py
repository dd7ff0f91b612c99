"""The colours of the palette as a menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from gui.theme import current_theme
from gui.translations import translate

_SWATCH = 16
_SCALE = 2


def colour_names() -> tuple[str, ...]:
    """What the places of the palette are called, in its order."""
    return (
        translate("window", "Orange"),
        translate("window", "Sky blue"),
        translate("window", "Green"),
        translate("window", "Yellow"),
        translate("window", "Purple"),
        translate("window", "Vermilion"),
        translate("window", "Blue"),
        translate("window", "Neutral"),
    )


def swatch(colour: str) -> QIcon:
    """A dot of that colour."""
    pixmap = QPixmap(_SWATCH * _SCALE, _SWATCH * _SCALE)
    pixmap.setDevicePixelRatio(_SCALE)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QPointF(_SWATCH / 2, _SWATCH / 2), 5.5, 5.5)
    return QIcon(pixmap)


def colour_menu(choose: Callable[[int], object], parent: QWidget) -> QMenu:
    """`choose` is called with the place in the palette."""
    menu = QMenu(translate("window", "Colour"), parent)
    for place, name in enumerate(colour_names()):
        action = menu.addAction(swatch(current_theme().run_colour(place)), name)
        action.setData(place)
        action.triggered.connect(lambda _checked=False, p=place: choose(p))
    return menu
