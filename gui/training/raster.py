"""Which loops draw a network's picture: the compiled ones as soon as they are there, NumPy's until then."""

from __future__ import annotations

import logging
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from engine import kernel_cache
from gui.training import plain

log = logging.getLogger("ravine.training")

_SOURCE = Path(__file__).parent / "kernels" / "classes.py"
_compiled: SimpleNamespace | None = None


def wait() -> None:
    """Compile them now, on this thread; where that cannot be done NumPy goes on drawing."""
    global _compiled
    if _compiled is None:
        try:
            names = kernel_cache.load(_SOURCE.read_text(encoding="utf-8"), "training_classes")
            _compiled = SimpleNamespace(**{name: names[name] for name in ("shade_classes", "draw_boundary")})
        except Exception:  # whatever a compiler may raise, a picture can be drawn without it
            log.exception("networks are drawn without compiled loops")


def functions() -> Any:
    """The loops to draw with now."""
    return _compiled or plain
