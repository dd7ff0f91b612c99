"""A comparison from the window to a file: picture, table, curves or summary, by the name's ending."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from engine.errors import OutputError
from engine.phrase import Phrase
from gui.files.asking import ask_where_to_save, home
from gui.translations import translate

if TYPE_CHECKING:
    from engine.comparing.verdict import Comparison
    from gui.theme.colours import Theme
    from scenarios.schema import Scenario

SUFFIXES = (".png", ".csv", ".npz", ".json")


def ask_where(page: QWidget, save: Callable[[Path], None]) -> None:
    """Asks for a file to save to; nothing waits for it."""
    names = (
        translate("window", "Picture (*.png)"),
        translate("window", "Table (*.csv)"),
        translate("window", "Curves (*.npz)"),
        translate("window", "Summary (*.json)"),
    )
    kinds = dict(zip(names, SUFFIXES, strict=True))
    title = translate("window", "Save the comparison")
    ask_where_to_save(page, title, home() / "comparison.png", kinds, save)


def write(path: Path, comparison: Comparison, scenario: Scenario, theme: Theme, language: str) -> None:
    """Writes the file, whole or not at all; in the language that is put on. Raises OutputError."""
    from scenarios.comparison_files import write_curves, write_summary, write_table

    from .picture import save_picture

    match path.suffix.lower():
        case ".png":
            save_picture(path, comparison, scenario, theme, language)
        case ".csv":
            write_table(path, comparison)
        case ".npz":
            write_curves(path, comparison, scenario)
        case ".json":
            write_summary(path, comparison, scenario.title.en)
        case _:
            endings = ", ".join(SUFFIXES)
            raise OutputError(
                Phrase("{path}: the name of a saved comparison ends in {endings}", path=path, endings=endings)
            )
