"""Asking for a file that is there; nothing waits for the answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def ask_for_file(parent: QWidget, heading: str, kinds: str, taken: Callable[[Path], None]) -> None:
    """`taken` gets the file once one is chosen; kinds: a filter of names, as Qt has them."""
    dialog = QFileDialog(parent, heading, str(Path.home()))
    dialog.setNameFilters([kinds])
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda name: taken(Path(name)))
    dialog.open()
