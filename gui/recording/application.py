"""Qt without a window: what painting text needs, started where nobody has started it yet."""

from __future__ import annotations

import os
import sys
from typing import Any

from engine.errors import MissingError
from engine.phrase import Phrase

_kept: list[Any] = []


def ensure_application() -> None:
    """Starts Qt offscreen unless the program runs it already, and makes the shipped fonts known.

    Raises MissingError where Qt cannot be loaded. Call it on the main thread.
    """
    try:
        from PySide6.QtWidgets import QApplication
    except ImportError as error:
        raise MissingError(
            Phrase("Qt cannot be loaded here ({error}); main.py doctor says what to install", error=error)
        ) from error
    if QApplication.instance() is None:
        before = os.environ.get("QT_QPA_PLATFORM")
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        try:
            # An application that is let go of takes its fonts with it.
            _kept.append(QApplication(sys.argv[:1] or ["ravine"]))
        finally:
            if before is None:
                del os.environ["QT_QPA_PLATFORM"]
            else:
                os.environ["QT_QPA_PLATFORM"] = before
    from gui.theme import load_fonts

    load_fonts()
