"""The laboratory's other view: gain and phase over the frequency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.recording.scene import Asked, Scene, View

if TYPE_CHECKING:
    from scenarios.resolving import Resolved


def _fits(resolved: Resolved) -> bool:
    return resolved.is_signal and resolved.scenario.view.lanes.frequency


def _open(asked: Asked) -> Scene:
    from gui.recording.frequency_scene import FrequencyScene

    return FrequencyScene(asked)


VIEW = View(_fits, _open, rank=1)
