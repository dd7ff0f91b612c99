"""What processes of the program's own are started with, where Qt starts them."""

from __future__ import annotations

from PySide6.QtCore import QProcessEnvironment

from gui.apart.child import surroundings


def environment() -> QProcessEnvironment:
    """Ours, with the program where the child finds it, and without a display, which it does not need."""
    environment = QProcessEnvironment()
    for name, value in surroundings().items():
        environment.insert(name, value)
    environment.insert("PYTHONIOENCODING", "utf-8")
    environment.insert("QT_QPA_PLATFORM", "offscreen")
    return environment
