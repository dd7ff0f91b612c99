"""The laboratory: lanes under a signal, or a curve with balls above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.recording.scene import Asked, Scene, View

if TYPE_CHECKING:
    from scenarios.resolving import Resolved


def _fits(resolved: Resolved) -> bool:
    return resolved.is_signal


def _open(asked: Asked) -> Scene:
    from gui.recording.signal_scene import SignalScene

    return SignalScene(asked)


VIEW = View(_fits, _open)
