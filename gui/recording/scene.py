"""What a recording films: something that goes to a step and paints itself.

This is where another view of scenarios comes in. A module in `views` with a `View` in it says which scenarios
it shows and opens a `Scene` of one; everything else (formats, shots, captions, the window's panel and its
preview, slides) takes it from there.
"""

from __future__ import annotations

import importlib
import pkgutil
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from gui.recording.composition import Composition
from gui.recording.formats import Frame, Tiles
from gui.recording.layout import Box, Canvas
from gui.theme.colours import theme as theme_of

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from scenarios.building import Kernels
    from scenarios.resolving import Resolved
    from scenarios.schema import Camera, Rectangle


@dataclass(frozen=True, eq=False)
class Asked:
    """What is to be filmed: a scenario, on a canvas of pixels, so many pictures a second, looking so.

    kernels: "numpy" compiles nothing, for a picture that is to be there at once. cancel: once set, a scene
    that takes long to be opened, or to become another, raises Cancelled; ahead: called meanwhile with the
    share that is done.
    """

    resolved: Resolved
    canvas: Canvas
    fps: int
    composition: Composition
    kernels: Kernels = "split"
    cancel: threading.Event | None = None
    ahead: Callable[[float], object] | None = None


class Scene(ABC):
    """One showing of a scenario, from its first step on; a second one shows the same, to the pixel.

    A new kind says `go`, `paint` and `draw`; the rest does for a view without a plane to look at. `over`, if
    set, is to be called at the end of `paint` and of `draw`: it paints in pixels upon everything else.
    """

    def __init__(self, asked: Asked) -> None:
        self.asked, self.resolved = asked, asked.resolved
        self.canvas, self.composition = asked.canvas, asked.composition
        self.theme = theme_of(asked.composition.theme)
        self.over: Callable[[QPainter], None] | None = None
        self.changed: Tiles | None = None
        """Where the picture painted last differs from the one painted before; None: perhaps anywhere."""

    @abstractmethod
    def go(self, step: int) -> None:
        """On to `step`, which is not before the present one."""

    @abstractmethod
    def paint(self) -> Frame:
        """The picture now; valid until the next call but one."""

    @abstractmethod
    def draw(self, painter: QPainter) -> None:
        """The same as strokes and text, in pixels."""

    def become(self, resolved: Resolved, step: int) -> Scene:
        """The scenario with other numbers, or the same and further back: a scene that can go to `step`."""
        scene = open_view(replace(self.asked, resolved=resolved))
        scene.over = self.over
        return scene

    def look_at(self, rectangle: Rectangle, camera: Camera | None) -> None:  # noqa: B027 - most do not
        """Another part of the plane, or the relief from elsewhere."""

    def boxes(self) -> Mapping[str, Box]:
        """Where panels lie, in design pixels, by name; captions keep off that of the "charts"."""
        return {}


@dataclass(frozen=True)
class View:
    """fits: whether it shows a scenario; of several that do, the one of the highest rank is taken: one that
    a scenario must ask for outranks one that it need not. open: a scene at step 0; TooLargeError before
    memory is taken that is not there. explains: a step can be taken apart upon it (it is a stage). dear: its
    pictures cost so much that none is made twice."""

    fits: Callable[[Resolved], bool]
    open: Callable[[Asked], Scene]
    rank: int = 0
    explains: bool = False
    dear: bool = False


@cache
def views() -> tuple[View, ...]:
    """All views, those of the highest rank first."""
    from gui.recording import views as folder

    names = sorted(module.name for module in pkgutil.iter_modules(folder.__path__))
    found = [importlib.import_module(f"{folder.__name__}.{name}").VIEW for name in names]
    return tuple(sorted(found, key=lambda view: -view.rank))


def view_of(resolved: Resolved) -> View:
    """The view that shows a scenario."""
    return next(view for view in views() if view.fits(resolved))


def open_view(asked: Asked) -> Scene:
    """The scene of a scenario at step 0. Qt must be running."""
    return view_of(asked.resolved).open(asked)


def open_scene(
    resolved: Resolved,
    size: tuple[int, int],
    fps: int,
    composition: Composition,
    kernels: Kernels = "split",
    cancel: threading.Event | None = None,
    ahead: Callable[[float], object] | None = None,
) -> Scene:
    """As `open_view`, on a canvas of `size` pixels."""
    canvas = Canvas(size, composition.type_scale, composition.times)
    return open_view(Asked(resolved, canvas, fps, composition, kernels, cancel, ahead))
