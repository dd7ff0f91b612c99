"""Speeds in words, and the short list of them to choose from."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from gui.model.session import SPEEDS, Session
from gui.translations import translate

CHOICES = (0.1, 0.5, 1, 5, 20, 60, 240, 1000, 5000, 20_000, 100_000, 500_000)
"""What the menu offers; the keys go through all of `SPEEDS`."""

THIN = "\N{THIN SPACE}"


def grouped(number: float) -> str:
    """A number with its thousands apart."""
    return f"{number:,.0f}".replace(",", THIN)


def speed_text(speed: float) -> str:
    """A speed with its unit; slow ones as the time that a step takes."""
    if speed < 1:
        return translate("window", "1 step / {0} s").format(f"{1 / speed:g}")
    if speed == 1:
        return translate("window", "1 step/s")
    if speed == 2:
        return translate("window", "2 steps/s")  # Russian has another word for two than for five
    number = grouped(speed) if speed == round(speed) else f"{speed:g}"
    return translate("window", "{0} steps/s").format(number)


def fill_speeds(menu: QMenu, session: Session) -> None:
    """The speeds, fastest first, with the present one marked."""
    menu.clear()
    offered = sorted({*(speed for speed in CHOICES if speed in SPEEDS), session.speed}, reverse=True)
    for speed in offered:
        action = menu.addAction(speed_text(speed))
        action.setCheckable(True)
        action.setChecked(speed == session.speed)
        action.triggered.connect(lambda _checked=False, s=speed: session.set_speed(s))


def pop_up_above(menu: QMenu, button: QWidget) -> None:
    """Opens a menu over a button at the foot of the window."""
    menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 4)))
