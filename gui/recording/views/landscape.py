"""Runs on a landscape: the stage as plan or as relief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.recording.scene import Asked, Scene, View

if TYPE_CHECKING:
    from scenarios.resolving import Resolved


def _fits(resolved: Resolved) -> bool:
    return resolved.is_staged


def _open(asked: Asked) -> Scene:
    from gui.recording.stage_scene import StageScene

    return StageScene(asked)


VIEW = View(_fits, _open, explains=True)
