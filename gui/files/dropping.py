"""A file that is dropped on the window: a scenario to open, or numbers for what is open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

from engine.errors import FileError
from engine.phrase import Phrase
from gui.canvas import Canvas

if TYPE_CHECKING:
    from gui.window import Window

_TABLE = Phrase("is a table, which a signal takes as its numbers and a network as points to learn")


def is_a_file(dragged: QMimeData) -> bool:
    """Whether it is one file of this machine."""
    urls = dragged.urls()
    return len(urls) == 1 and urls[0].isLocalFile()


def drop(window: Window, name: str) -> None:
    """Takes it for what its name says."""
    stage = window.stage
    if name.lower().endswith((".csv", ".tsv")):
        if isinstance(stage, Canvas):
            window.session.problem.emit(FileError(name, _TABLE))
        else:
            stage.open_csv(Path(name))
    elif window.registry.is_covered:
        window.filing.open_file(name)
    elif name.lower().endswith(".npy") and window.session.loaded is not None:
        window.runs.editors.heights.read(Path(name))
    elif name.lower().endswith(".png") and window.session.is_staged:
        window.runs.editors.heights.read(Path(name), lambda: window.filing.open_file(name))
    else:
        window.filing.open_file(name)
