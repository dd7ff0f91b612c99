"""What a recording films: something that goes to a step and paints itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from gui.recording.composition import Composition
from gui.recording.formats import Frame
from gui.recording.layout import Canvas

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from scenarios.building import Kernels
    from scenarios.resolving import Resolved


class Scene(Protocol):
    """One showing of a scenario, from its first step on; a second one shows the same, to the pixel."""

    def go(self, step: int) -> None:
        """On to `step`, which is not before the present one."""

    def paint(self) -> Frame:
        """The picture now; valid until the next call but one."""

    def draw(self, painter: QPainter) -> None:
        """The same as strokes and text, in pixels."""


def open_scene(
    resolved: Resolved,
    size: tuple[int, int],
    fps: int,
    composition: Composition,
    kernels: Kernels = "split",
) -> Scene:
    """The scene of a scenario at step 0. Qt must be running.

    Raises TooLargeError before memory is taken that is not there.
    """
    from gui.recording.frequency_scene import FrequencyScene
    from gui.recording.signal_scene import SignalScene
    from gui.recording.stage_scene import StageScene

    canvas = Canvas(size, composition.type_scale, composition.times)
    if resolved.is_signal and resolved.scenario.view.lanes.frequency:
        return FrequencyScene(resolved, canvas, composition)
    if resolved.is_signal:
        return SignalScene(resolved, canvas, composition, kernels)
    return StageScene(resolved, canvas, fps, composition, kernels)
