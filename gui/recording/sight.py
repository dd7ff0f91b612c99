"""What a ball sees, filmed: the arrows that the scenario asks for, at the first ball that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.model.edits import colour_of, shown_runs
from gui.player.probe import make_probe
from gui.stage.overlay import paint_overlay

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from gui.recording.stage_scene import StageScene


def paint_sight(painter: QPainter, scene: StageScene) -> None:
    """As far as the scenario asks for it, in pixels."""
    resolved, player, theme = scene.resolved, scene.player, scene.theme
    overlays = resolved.scenario.view.overlays
    seen = [k for k, shown in enumerate(shown_runs(resolved)) if shown]
    if not overlays or not seen or player.is_swarm(seen[0]):
        return
    first = seen[0]
    probe = make_probe(player.runs[first], resolved.runs[first].optimizer, 0, first)
    colour = theme.run_colour(colour_of(resolved.scenario, first))
    scale, place = scene.canvas.scale, scene.picture.to_pixel
    paint_overlay(painter, probe, place, theme, colour, scale, overlays, scene.tangents)
