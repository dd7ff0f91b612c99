"""Which raster loops draw: the compiled ones as soon as they are ready, those of NumPy until then.

Compiling goes on in the background from the first use or from `start`; nobody waits for it who does not
ask to.
"""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from engine import kernel_cache, splatting
from gui.stage import plain

log = logging.getLogger("ravine.stage")

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

_lock = threading.Lock()
_warming: kernel_cache.Prewarm | None = None
_compiled: SimpleNamespace | None = None
_kept: SimpleNamespace | None = None
_failed = False
_stopped = False


def sources() -> list[tuple[str, str]]:
    """(source, name) of the kernels, as `engine.kernel_cache` takes them."""
    own = [((_FOLDER / f"{name}.py").read_text(encoding="utf-8"), f"stage_{name}") for name in _FILES]
    return [*own, splatting.source()]


def start() -> None:
    """Begin to compile in the background; called again, it does nothing."""
    global _warming, _stopped
    with _lock:
        _stopped = False
        if _warming is None and _compiled is None:
            _warming = kernel_cache.prewarm(sources())


def stop() -> None:
    """End compiling in the background once the loop being compiled is done; `start` goes on from there."""
    global _warming, _stopped
    with _lock:
        _stopped = True
        warming, _warming = _warming, None
    if warming is not None:
        warming.stop()
        warming.join()


def functions() -> Any:
    """The raster loops to draw with now; see `plain` for what they are."""
    if _compiled is not None:
        return _compiled
    if start_on_use:
        start()
    if _warming is not None and not _warming.is_alive():
        _adopt()
    return _compiled or plain


def present() -> Any:
    """The same, but begins nothing and takes up nothing that became ready: that may take longer than a frame
    has, and is left to the thread that draws the stage."""
    return _compiled or plain


def for_plots() -> Any:
    """The same with `lay_curve`, `lay_band` and `lay_density` alone, as `take_kept` has found them."""
    return _compiled or _kept or plain


def take_kept() -> bool:
    """Take up loops for plots that another process has compiled and kept; whether there are any."""
    global _kept
    wanted = [source for source in sources() if source[1].removeprefix("stage_") in _FOR_PLOTS]
    found = kernel_cache.if_kept(lambda: [kernel_cache.load(*source) for source in wanted])
    if found is not None:
        names = zip(found, (_FILES[name] for name in _FOR_PLOTS), strict=True)
        _kept = SimpleNamespace(**{key: space[key] for space, keys in names for key in keys})
    return found is not None


def wait() -> bool:
    """Wait until the compiled loops are ready: for pictures that must come out the same every time.

    False if they cannot be compiled here, or were stopped; then NumPy goes on drawing.
    """
    start()
    warming = _warming
    if warming is not None:
        warming.join()
    if not _stopped:
        _adopt()
    return _compiled is not None


def _adopt() -> None:
    global _compiled, _failed
    if _compiled is not None or _failed:
        return
    try:
        found = {}
        for (source, name), wanted in zip(sources(), (*_FILES.values(), _SHARED), strict=True):
            names = kernel_cache.load(source, name)
            found.update({key: names[key] for key in wanted})
        _compiled = SimpleNamespace(**found)
    except Exception:  # whatever a compiler may raise, a picture can be drawn without it
        _failed = True
        log.exception("the picture is drawn without compiled loops")
