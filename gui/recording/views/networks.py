"""Networks that learn: their boundary in motion, the loss on a plane, charts and steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.recording.scene import Asked, Scene, View

if TYPE_CHECKING:
    from scenarios.resolving import Resolved


def _fits(resolved: Resolved) -> bool:
    return resolved.is_network


def _open(asked: Asked) -> Scene:
    from gui.recording.network_scene import NetworkScene

    return NetworkScene(asked)


VIEW = View(_fits, _open)
