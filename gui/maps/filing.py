"""From the maps on screen to a file: where to is asked, and what is shown is handed over."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from gui.maps.saving import Sheet
from gui.theme import current_theme
from gui.translations import translate
from scenarios.saving import dumps
from scenarios.schema import Scenario

if TYPE_CHECKING:
    from gui.maps.pane import Pane
    from gui.maps.pictures import Picture


def ask_where(window: QWidget, save: Callable[[Path], None]) -> None:
    """Asks for a file to save to; nothing waits for it."""
    dialog = QFileDialog(window, translate("window", "Save the map"), str(Path.home() / "map.png"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([
        translate("window", "Picture (*.png)"),
        translate("window", "Drawing (*.svg)"),
        translate("window", "Numbers (*.npz)"),
    ])  # fmt: skip
    dialog.setDefaultSuffix("png")
    dialog.fileSelected.connect(lambda name: save(Path(name)))
    dialog.open()


def sheet_of(panes: Sequence[Pane], pictures: Sequence[Picture], scenario: Scenario, scale: float) -> Sheet:
    """What is shown now, as copies that stay as they are while more is computed."""
    figures = [pane.figure for pane in panes if pane.figure is not None]
    copies = tuple(
        dataclasses.replace(each, image=each.image.copy() if each.image is not None else None)
        for each in figures
    )
    numbers = tuple(
        (p.numbers.study, {name: values.copy() for name, values in p.numbers.arrays.items()})
        for p in pictures
    )
    size = (panes[0].width() / scale, panes[0].height() / scale)
    return Sheet(copies, size, numbers, dumps(scenario), current_theme())
