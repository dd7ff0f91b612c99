"""The menu of a run: its actions, and the colours that it may have."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from gui.actions import Actions
from gui.panels.colour_menu import colour_menu
from gui.panels.run_actions import OF_RUN


def run_menu(registry: Actions | None, choose_colour: Callable[[int], object], parent: QWidget) -> QMenu:
    """It goes when it is left. `choose_colour` is called with a place of the palette."""
    menu = QMenu(parent)
    if registry is not None:
        registry.fill(menu, *OF_RUN)
    after_name = next((a for a in menu.actions() if a.isSeparator()), None)
    colours = colour_menu(choose_colour, menu)
    menu.insertMenu(after_name, colours) if after_name is not None else menu.addMenu(colours)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu
