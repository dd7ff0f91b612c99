"""Asking for a file; nothing waits for the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QDir, Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def home() -> Path:
    """Where a person's files are looked for first; that of the system where this user has no home."""
    return Path(QDir.homePath())


def file_dialog(parent: QWidget, heading: str, place: Path | str, saves: bool = False) -> QFileDialog:
    """Asks for one file, to read unless it `saves`; to be opened. It is gone once it is closed."""
    dialog = QFileDialog(parent, heading, str(place))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if saves:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    else:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return dialog


def ask_for_file(parent: QWidget, heading: str, kinds: str, taken: Callable[[Path], None]) -> None:
    """`taken` gets the file once one is chosen; kinds: a filter of names, as Qt has them."""
    dialog = file_dialog(parent, heading, home())
    dialog.setNameFilters([kinds])
    dialog.fileSelected.connect(lambda name: taken(Path(name)))
    dialog.open()


def ask_where_to_save(
    parent: QWidget, heading: str, place: Path, kinds: Mapping[str, str], taken: Callable[[Path], None]
) -> None:
    """`taken` gets the name once one is chosen; kinds: by a filter of names, as Qt has them, the ending that
    a name without one gets."""
    dialog = file_dialog(parent, heading, place, saves=True)
    dialog.setNameFilters(list(kinds))
    dialog.setDefaultSuffix(next(iter(kinds.values())))
    # a name without an ending is of the kind that was chosen
    dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(kinds[kind]))
    dialog.fileSelected.connect(lambda name: taken(Path(name)))
    dialog.open()
