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


def speed_text(speed: float, in_epochs: bool = False) -> str:
    """A speed with its unit; slow ones as the time that a step takes. in_epochs: that is what a step of the
    playback is."""
    number = grouped(speed) if speed == round(speed) else f"{speed:g}"
    if speed < 1:
        slow = translate("window", "1 epoch / {0} s") if in_epochs else translate("window", "1 step / {0} s")
        return slow.format(f"{1 / speed:g}")
    if speed == 1:
        return translate("window", "1 epoch/s") if in_epochs else translate("window", "1 step/s")
    if speed == 2:
        # Russian has another word for two than for five
        return translate("window", "2 epochs/s") if in_epochs else translate("window", "2 steps/s")
    many = translate("window", "{0} epochs/s") if in_epochs else translate("window", "{0} steps/s")
    return many.format(number)


def fill_speeds(menu: QMenu, session: Session) -> None:
    """The speeds, fastest first, with the present one marked."""
    menu.clear()
    offered = sorted({*(speed for speed in CHOICES if speed in SPEEDS), session.speed}, reverse=True)
    for speed in offered:
        action = menu.addAction(speed_text(speed, session.in_epochs))
        action.setCheckable(True)
        action.setChecked(speed == session.speed)
        action.triggered.connect(lambda _checked=False, s=speed: session.set_speed(s))


def pop_up_above(menu: QMenu, button: QWidget) -> None:
    """Opens a menu over a button at the foot of the window."""
    menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 4)))
