"""What is on each picture of a recording, whatever decides it: time alone, shots, an explanation."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from engine.errors import InputError, RangeError
from engine.phrase import Phrase
from gui.recording.composition import Composition
from gui.recording.formats import Frame, Tiles
from gui.recording.layout import Canvas
from gui.recording.scene import Scene, open_scene, view_of
from gui.recording.shots import Script
from gui.recording.timing import Timing

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from scenarios.building import Kernels
    from scenarios.resolving import Resolved


class Reel(Protocol):
    """A recording before it is encoded: `frames` pictures, shown in their order from 0 on."""

    frames: int

    def show(self, number: int) -> None:
        """On to picture `number`."""

    def paint(self) -> Frame:
        """The picture shown; valid until the next call but one."""

    @property
    def changed(self) -> Tiles | None:
        """Where that picture differs from the one painted before; None: perhaps anywhere."""

    def draw(self, painter: QPainter) -> None:
        """The same as strokes and text, in pixels."""


class Played:
    """A scenario from its first step on, at its own speed."""

    def __init__(self, scene: Scene, timing: Timing) -> None:
        self._scene, self._timing = scene, timing
        self.frames = timing.frames

    def show(self, number: int) -> None:
        self._scene.go(self._timing.step(number))

    def paint(self) -> Frame:
        return self._scene.paint()

    @property
    def changed(self) -> Tiles | None:
        return self._scene.changed

    def draw(self, painter: QPainter) -> None:
        self._scene.draw(painter)


def length_of(resolved: Resolved, fps: int, seconds: float | None, explain: int | None) -> int:
    """How many pictures it has; an explanation's length is known only once it is opened, and counts as one.

    Raises InputError for what cannot be filmed.
    """
    playback = resolved.scenario.playback
    if explain is None and resolved.scenario.shots:
        return Script(resolved, fps, seconds).frames
    if explain is None:
        return Timing.of(playback.steps, playback.speed, fps, seconds).frames
    if not 0 <= explain < playback.steps:
        raise RangeError(Phrase("explain"), explain, 0, playback.steps - 1)
    if not view_of(resolved).explains:
        raise InputError(
            Phrase("a step is taken apart on a landscape, not under a signal, on a curve or of a network")
        )
    return 1


def open_reel(
    resolved: Resolved,
    size: tuple[int, int],
    fps: int,
    seconds: float | None,
    composition: Composition,
    explain: int | None = None,
    kernels: Kernels = "split",
    cancel: threading.Event | None = None,
    ahead: Callable[[float], object] | None = None,
) -> Reel:
    """The recording of a scenario. Qt must be running.

    ahead: called with the share that is done of what is computed beforehand. Raises Cancelled once `cancel`
    is set.
    """
    if explain is not None:
        from gui.recording.explaining import explained, with_room, without_map

        composition = with_room(composition, Canvas(size, composition.type_scale, composition.times))
        scene = open_scene(without_map(resolved), size, fps, composition, kernels, cancel)
        return explained(scene, explain, fps, seconds)
    scene = open_scene(resolved, size, fps, composition, kernels, cancel, ahead)
    if resolved.scenario.shots:
        from gui.recording.filmed_shots import Shots

        return Shots(scene, Script(resolved, fps, seconds))
    playback = resolved.scenario.playback
    return Played(scene, Timing.of(playback.steps, playback.speed, fps, seconds))
