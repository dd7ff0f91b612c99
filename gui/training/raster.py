"""Which loops draw a network's picture: the compiled ones as soon as they are there, NumPy's until then."""

from __future__ import annotations

import logging
from pathlib import Path

from gui.loops import Loops, sources_in
from gui.training import plain

_FOLDER = Path(__file__).parent / "kernels"

loops = Loops(
    plain,
    lambda: sources_in(_FOLDER, ("classes",), "training"),
    (("shade_classes", "draw_boundary"),),
    logging.getLogger("ravine.training"),
    "networks are drawn without compiled loops",
)
functions = loops.functions


def wait() -> None:
    """Compile them now, on this thread; where that cannot be done NumPy goes on drawing."""
    loops.adopt()
