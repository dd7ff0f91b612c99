"""Which raster loops draw the relief: the compiled ones as soon as they are ready, NumPy's until then.

They are compiled in the background after those of the plan, which is on screen first.
"""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from engine import kernel_cache
from gui.relief import plain
from gui.stage import raster as stage

log = logging.getLogger("ravine.relief")

_FOLDER = Path(__file__).parent / "kernels"
_FILES = {
    "surface": ("project", "paint"),
    "points": ("lift", "lift_swarm", "blend"),
    "lines": ("lines", "lay_lines"),
}

_lock = threading.Lock()
_warming: kernel_cache.Prewarm | None = None
_compiled: SimpleNamespace | None = None
_failed = False
_stopped = False


def sources() -> list[tuple[str, str]]:
    """(source, name) of the kernels, as `engine.kernel_cache` takes them."""
    return [((_FOLDER / f"{name}.py").read_text(encoding="utf-8"), f"relief_{name}") for name in _FILES]


def start() -> None:
    """Begin to compile in the background; called again, it does nothing."""
    global _warming, _stopped
    with _lock:
        _stopped = False
        if _warming is None and _compiled is None:
            _warming = kernel_cache.prewarm([*stage.sources(), *sources()])


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
    if _compiled is None and _warming is not None and not _warming.is_alive():
        _adopt()
    return _compiled or plain


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
        for (source, name), wanted in zip(sources(), _FILES.values(), strict=True):
            names = kernel_cache.load(source, name)
            found.update({key: names[key] for key in wanted})
        _compiled = SimpleNamespace(**found)
    except Exception:  # whatever a compiler may raise, a picture can be drawn without it
        _failed = True
        log.exception("the relief is drawn without compiled loops")
