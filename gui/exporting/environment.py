"""What processes of the program's own are started with."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QProcessEnvironment

import gui


def environment() -> QProcessEnvironment:
    """Ours, with the program where the child finds it, and without a display, which it does not need."""
    environment = QProcessEnvironment.systemEnvironment()
    root = str(Path(gui.__file__).parents[1])
    before = environment.value("PYTHONPATH", "")
    environment.insert("PYTHONPATH", os.pathsep.join([root, before] if before else [root]))
    environment.insert("PYTHONIOENCODING", "utf-8")
    environment.insert("QT_QPA_PLATFORM", "offscreen")
    return environment
