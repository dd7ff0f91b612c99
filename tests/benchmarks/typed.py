"""What somebody who knows nothing of the program may press and write."""

from __future__ import annotations

from PySide6.QtCore import Qt

KEYS = (
    *"abcdefghijklmnoprstuvwxyz0123456789[],.+-/?",
    *(
        "Space",
        "Return",
        "Escape",
        "Tab",
        "Backtab",
        "Left",
        "Right",
        "Up",
        "Down",
        "Home",
        "End",
        "Backspace",
    ),
    *("PageUp", "PageDown", "Delete", "F1", "F2", "F11", "Shift+F11"),
    *("Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+K", "Ctrl+D", "Ctrl+N", "Ctrl+O", "Ctrl+S", "Ctrl+A", "Alt+Up", "Menu"),
)
WORDS = (
    *(
        "0.01",
        "1e-3",
        "-5",
        "nan",
        "1e400",
        "0",
        "eta",
        "theta -= eta*g",
        "x**2 + y**2",
        "sin(x)*y",
        "((",
        "μ",
    ),
    *("adam", "rose", "шум", "v = 0.9*v + eta*g\ntheta -= v", "a = b"),
)
MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}
NAMED = {"Space": "Space", "Return": "Return", "[": "BracketLeft", "]": "BracketRight", ",": "Comma",
          ".": "Period", "+": "Plus", "-": "Minus", "/": "Slash", "?": "Question"}  # fmt: skip
