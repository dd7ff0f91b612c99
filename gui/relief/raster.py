"""Which raster loops draw the relief; `plain` tells what they are.

They are compiled in the background after those of the plan, which is on screen first.
"""

from __future__ import annotations

import logging
from pathlib import Path

from gui.loops import Loops, Source, sources_in
from gui.relief import plain
from gui.stage import raster as stage

_FOLDER = Path(__file__).parent / "kernels"
_FILES = {
    "surface": ("project", "paint"),
    "points": ("lift", "lift_swarm", "blend"),
    "lines": ("lines", "lay_lines"),
}


def sources() -> list[Source]:
    """(source, name) of the kernels, as `engine.kernel_cache` takes them."""
    return sources_in(_FOLDER, _FILES, "relief")


loops = Loops(
    plain,
    sources,
    tuple(_FILES.values()),
    logging.getLogger("ravine.relief"),
    "the relief is drawn without compiled loops",
    before=stage.sources,
)
start, stop, functions, wait = loops.start, loops.stop, loops.functions, loops.wait
