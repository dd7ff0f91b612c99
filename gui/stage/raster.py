"""Which raster loops draw the stage; `plain` tells what they are.

Compiling goes on in the background from the first use or from `start`.
"""

from __future__ import annotations

import logging
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from engine import kernel_cache, splatting
from gui.loops import Loops, Source, sources_in
from gui.stage import plain

_FOLDER = Path(__file__).parent / "kernels"
_FILES = {
    "curves": ("lay_curve", "lay_band"),
    "density": ("lay_density",),
    "ground": ("tone", "shade"),
    "layers": ("cover", "restore"),
    "paths": ("segments", "lay_paths", "shapes"),
    "swarms": ("lay_swarms",),
}
_SHARED = ("draw", "gather")  # the engine's own: particles into planes of density

start_on_use = True
"""Whether the first use begins to compile. The window says no and begins after its first moving frames."""

_FOR_PLOTS = ("curves", "density")

_kept: SimpleNamespace | None = None


def sources() -> list[Source]:
    """(source, name) of the kernels, as `engine.kernel_cache` takes them."""
    return [*sources_in(_FOLDER, _FILES, "stage"), splatting.source()]


loops = Loops(
    plain,
    sources,
    (*_FILES.values(), _SHARED),
    logging.getLogger("ravine.stage"),
    "the picture is drawn without compiled loops",
)
start, stop, wait = loops.start, loops.stop, loops.wait


def functions() -> Any:
    """The raster loops to draw with now."""
    if start_on_use and loops.compiled is None:
        loops.start()
    return loops.functions()


def present() -> Any:
    """The same, but begins nothing and takes up nothing that became ready: that may take longer than a frame
    has, and is left to the thread that draws the stage."""
    return loops.present()


def for_plots() -> Any:
    """The same with `lay_curve`, `lay_band` and `lay_density` alone, as `take_kept` has found them."""
    return loops.compiled or _kept or plain


def take_kept() -> bool:
    """Take up loops for plots that another process has compiled and kept; whether there are any."""
    global _kept
    wanted = [source for source in sources() if source[1].removeprefix("stage_") in _FOR_PLOTS]
    found = kernel_cache.if_kept(lambda: [kernel_cache.load(*source) for source in wanted])
    if found is not None:
        names = zip(found, (_FILES[name] for name in _FOR_PLOTS), strict=True)
        _kept = SimpleNamespace(**{key: space[key] for space, keys in names for key in keys})
    return found is not None
