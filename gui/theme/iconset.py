"""Icons: small SVG drawings in one stroke colour, recoloured for the theme."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from engine.errors import UnknownNameError
from engine.phrase import Phrase
from gui.theme.kept import kept
from gui.theme.metrics import ICON

_FOLDER = Path(__file__).parent / "icons"


@cache
def icon_names() -> tuple[str, ...]:
    """The names that `icon` knows, sorted."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.svg")))


@cache
def _source(name: str) -> str:
    if name not in icon_names():
        raise UnknownNameError(Phrase("icon"), name, icon_names())
    return (_FOLDER / f"{name}.svg").read_text(encoding="utf-8")


@cache
def icon_pixmap(name: str, colour: str, size: int = ICON, scale: float = 1.0) -> QPixmap:
    """The icon in `colour` ("#RRGGBB"), `size` device-independent pixels wide on a screen of `scale`."""
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    side = max(1, round(size * scale))
    image = QImage(QSize(side, side), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    with QPainter(image) as painter:
        renderer.render(painter, QRectF(0, 0, side, side))
    pixmap = QPixmap.fromImage(kept(image))
    pixmap.setDevicePixelRatio(scale)
    return pixmap


def icon(name: str, colour: str, disabled: str | None = None, size: int = ICON) -> QIcon:
    """The icon for buttons and menus, sharp on every screen; greyed to `disabled` where that is given."""
    scales = {screen.devicePixelRatio() for screen in QGuiApplication.screens()}
    return _icon(name, colour, disabled, size, tuple(sorted(scales)))


@cache
def _icon(name: str, colour: str, disabled: str | None, size: int, scales: tuple[float, ...]) -> QIcon:
    made = QIcon()
    for scale in scales:
        made.addPixmap(icon_pixmap(name, colour, size, scale), QIcon.Mode.Normal)
        if disabled is not None:
            made.addPixmap(icon_pixmap(name, disabled, size, scale), QIcon.Mode.Disabled)
    return made
