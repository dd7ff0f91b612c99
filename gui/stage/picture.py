"""The picture of runs upon a landscape: what the window shows and what a recording records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError
from engine.phrase import Phrase
from gui.stage import raster
from gui.stage.buffers import allocate
from gui.stage.colours import StageColours, mixed, packed
from gui.stage.ground import GroundPicture
from gui.stage.heights import Ground
from gui.stage.marks import Marks
from gui.stage.swarms import Swarms
from gui.stage.trails import Trails
from gui.stage.view import Rectangle, View

if TYPE_CHECKING:
    from engine.run import Run

RING = 3  # pictures that stay valid: one shown, one handed over, one being made
_MANY_HEADS = 24

Positions = NDArray[np.floating]
Insets = tuple[float, float, float, float]


@dataclass(frozen=True)
class RunLook:
    """How a run is drawn: its colour "#RRGGBB", and whether its particles are a swarm or have paths.

    ghost: kept for comparison, so faint and thin.
    """

    colour: str
    swarm: bool = False
    visible: bool = True
    ghost: bool = False


class StagePicture:
    """Landscape, paths, swarms and marks, drawn without Qt. Sizes are in device pixels.

    scale: device pixels in a device-independent one (2 on a fine screen); widths of lines follow it.
    A picture is used by one thread at a time. What has not changed is not computed again.
    """

    def __init__(self, width: int, height: int, colours: StageColours, scale: float = 1.0) -> None:
        _check_size(width, height)
        self._colours = colours
        self._scale = scale
        self._rectangle: Rectangle = (-1.0, 1.0, -1.0, 1.0)
        self._insets: Insets = (0, 0, 0, 0)
        self._looks: list[RunLook] = []
        self._gone: list[NDArray[np.bool_] | None] = []
        self.view = View.fit(self._rectangle, width, height)
        self._ground = GroundPicture(self.view, colours, scale)
        self._trails = Trails(self.view, scale)
        self._swarms = Swarms(self.view, colours, scale)
        self._make_ring()

    def _make_ring(self) -> None:
        shape = (self.view.height, self.view.width)
        self._ring = [allocate(shape, np.uint32, slot=k) for k in range(RING)]
        self._turn = 0

    @property
    def width(self) -> int:
        return self.view.width

    @property
    def height(self) -> int:
        return self.view.height

    def resize(self, width: int, height: int, scale: float | None = None) -> None:
        """Another size. Arrays that `compose` has returned stay as they are, but are not drawn to again."""
        _check_size(width, height)
        changed = (width, height) != (self.view.width, self.view.height)
        if not changed and scale in (None, self._scale):
            return
        self._scale = self._scale if scale is None else scale
        self._refit(width, height)
        if changed:
            self._make_ring()

    def set_colours(self, colours: StageColours) -> None:
        """Another theme. The colours of the runs come with `set_runs`."""
        self._colours = colours
        self._ground.set_colours(colours)
        self._swarms.colours = colours

    def set_view(self, x0: float, x1: float, y0: float, y1: float) -> None:
        """Show at least this rectangle of the plane, equally scaled, in the middle of the insets."""
        if (x0, x1, y0, y1) != self._rectangle:
            View.fit((x0, x1, y0, y1), 1, 1)
            self._rectangle = (x0, x1, y0, y1)
            self._refit(self.view.width, self.view.height)

    def set_insets(self, left: float, top: float, right: float, bottom: float) -> None:
        """Keep the view's rectangle out of the way of what lies over the picture, in device pixels.

        The landscape goes on to the edges.
        """
        if (left, top, right, bottom) != self._insets:
            self._insets = (left, top, right, bottom)
            self._refit(self.view.width, self.view.height)

    def _refit(self, width: int, height: int) -> None:
        self.view = View.fit(self._rectangle, width, height, self._insets)
        self._ground.set_view(self.view, self._scale)
        self._trails.set_view(self.view, self._scale)
        self._swarms.set_view(self.view, self._scale)

    def set_landscape(self, landscape: Ground | None, parameters: Mapping[str, float] | None = None) -> None:
        """What the runs move on, at these values of its parameters; None for an empty ground."""
        self._ground.set_ground(landscape, parameters or {})

    def set_runs(self, looks: Sequence[RunLook]) -> None:
        """How each run is drawn. Colour and visibility may change at any time and keep the trails."""
        looks = list(looks)
        kinds = [look.swarm for look in looks]
        if kinds != [look.swarm for look in self._looks]:
            self._trails.clear()
            self._swarms.clear()
            self._gone = [None] * len(looks)
        self._looks = looks
        self._trails.set_runs(
            [packed(k.colour) for k in looks], [k.visible for k in looks], [k.ghost for k in looks]
        )
        swarms = [number for number, look in enumerate(looks) if look.swarm]
        hues = [self._faint(looks[k].colour) if looks[k].ghost else looks[k].colour for k in swarms]
        self._swarms.set_runs(swarms, hues, [looks[k].visible for k in swarms])

    def _faint(self, colour: str) -> str:
        """A ghost's colour: most of it is ground, of the kind that a run stands out from."""
        ramp = self._colours.ramp
        place = len(ramp) // 4 if self._colours.dark else 3 * len(ramp) // 4
        return mixed(colour, ramp[place], 0.65)

    def set_tail(self, steps: float) -> None:
        """After about so many steps a path has lost most of its glow."""
        self._trails.tail = max(int(steps), 1)

    def set_fade(self, kept: float) -> None:
        """The share of a swarm's trail that is left from one composed picture to the next, 0 … 1."""
        self._swarms.fade = min(max(kept, 0.0), 1.0)

    def clear_trails(self) -> None:
        """Forget where all runs have been, and where they are."""
        self._trails.clear()
        self._swarms.clear()
        self._gone = [None] * len(self._looks)

    def set_history(self, run: int, positions: Positions) -> None:
        """Replace the path of a run by these frames, (frames, n, 2), the last being now.

        Of a swarm only the last frame is drawn; its trail begins there.
        """
        if self._looks[run].swarm:
            self._swarms.show(run, positions[-1])
        else:
            self._trails.set_history(run, positions)

    def advance(
        self, frames: Sequence[Positions | Run | None], gone: Sequence[NDArray[np.bool_] | None] | None = None
    ) -> None:
        """One step of every run: its positions (n, 2) now, and which particles (n,) were lost.

        Of a swarm it may be the run itself, which then says what was lost, or None to leave it as it is.
        Several steps may be added before the next picture; a swarm's trail fades once a picture.
        Raises InputError if the number of runs is not that of `set_runs`.
        """
        if len(frames) != len(self._looks):
            raise InputError(
                Phrase(
                    "positions of {given} runs were given, but {drawn} are drawn",
                    given=len(frames),
                    drawn=len(self._looks),
                )
            )
        self._gone = list(gone) if gone is not None else [None] * len(frames)
        self._trails.advance(
            [
                now if isinstance(now, np.ndarray) and not look.swarm else None
                for look, now in zip(self._looks, frames, strict=True)
            ]
        )
        for run, (look, now) in enumerate(zip(self._looks, frames, strict=True)):
            if look.swarm and now is not None:
                self._swarms.advance(run, now, self._gone[run])

    def compose(self, out: NDArray[np.uint32] | None = None) -> NDArray[np.uint32]:
        """The picture now, (height, width) uint32 0xffRRGGBB: in `out`, or in one of RING buffers in turn."""
        if out is None:
            out = self._ring[self._turn]
            self._turn = (self._turn + 1) % RING
        ground = self._ground.picture()
        if self._swarms:
            self._swarms.lay(ground, out)
        else:
            np.copyto(out, ground)
        self._trails.lay(out)
        self._marks().draw(out)
        return out

    @property
    def ground(self) -> NDArray[np.uint32]:
        """What lies under everything; the same array until it changes. Not to be written to."""
        return self._ground.picture()

    def compose_again(self, out: NDArray[np.uint32]) -> NDArray[np.uint8]:
        """As `compose`, but only where anything else than ground is to be seen: the rest of `out` stays.

        Returns the tiles (see `gui.stage.plain`) that were made.
        """
        if self._swarms:
            self.compose(out)
            return np.ones_like(self._trails.tiles)
        marks, moving = self._marks(), self._trails.tiles.copy()
        marks.touch(moving)
        raster.functions().restore(self._ground.picture(), out, moving)
        self._trails.lay(out)
        marks.draw(out)
        return moving

    def _marks(self) -> Marks:
        marks = Marks(self._scale)
        for colour, places in self._swarms.points():
            marks.dots(places, colour, self._colours)
        for x, y in self._trails.starts().tolist():
            marks.start(x, y, self._colours)
        heads = self._trails.heads()
        small = sum(len(places) for _, places in heads) > _MANY_HEADS
        for run, places in heads:
            gone = self._gone[run]
            for k, (x, y) in enumerate(places.tolist()):
                if gone is not None and gone[k]:
                    marks.gone(x, y, self._colours)
                elif self._looks[run].ghost:
                    marks.ghost(x, y, self._looks[run].colour, self._colours)
                else:
                    marks.head(x, y, self._looks[run].colour, self._colours, small)
        return marks

    def to_pixel(self, x: float, y: float) -> tuple[float, float]:
        """Where the point (x, y) of the plane lies, in device pixels from the upper left corner."""
        return self.view.to_pixel(x, y)

    def to_world(self, px: float, py: float) -> tuple[float, float]:
        """The point of the plane at a place of the picture."""
        return self.view.to_world(px, py)


def _check_size(width: int, height: int) -> None:
    if not (1 <= width <= 16384 and 1 <= height <= 16384):
        raise InputError(
            Phrase(
                "a picture of {width} × {height} pixels cannot be drawn; 1 … 16384 each way can",
                width=width,
                height=height,
            )
        )
