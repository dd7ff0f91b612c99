"""Maps: what becomes of every start or parameter, beside the stage on which one of them is walked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.recording.scene import Asked, Scene, View

if TYPE_CHECKING:
    from scenarios.resolving import Resolved


def _fits(resolved: Resolved) -> bool:
    return resolved.is_staged and resolved.scenario.view.map is not None


def _open(asked: Asked) -> Scene:
    from gui.recording.map_scene import MapScene

    return MapScene(asked)


VIEW = View(_fits, _open, rank=1, explains=True, dear=True)
