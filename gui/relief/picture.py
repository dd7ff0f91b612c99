"""The picture of runs upon a landscape as a relief; as `gui.stage.StagePicture`, and used in its place."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.machine import usable_threads
from engine.parallel import in_parts
from gui.relief import raster
from gui.relief.camera import HOME, Rectangle, clamped
from gui.relief.crowd import Crowd
from gui.relief.fineness import Fineness
from gui.relief.mapping import ReliefMapping
from gui.relief.marks import ReliefMarks, ball_radius
from gui.relief.passage import between, rectangle_between
from gui.relief.paths import Paths
from gui.relief.projection import Insets, Projection, plan_camera
from gui.relief.shape import Shape
from gui.relief.surface import Surface
from gui.relief.terrain import Terrain
from gui.relief.vantage import Vantage
from gui.stage.buffers import allocate
from gui.stage.colours import StageColours, mixed, packed
from gui.stage.heights import Ground
from gui.stage.picture import RING, Positions, RunLook
from gui.stage.view import View
from scenarios.schema import Camera

if TYPE_CHECKING:
    from engine.run import Run

_MANY_HEADS = 24


class ReliefPicture:
    """Drawn without Qt. Sizes are in device pixels. A picture is used by one thread at a time.

    fine: draws every picture as finely as it can be; for films.
    """

    def __init__(
        self, width: int, height: int, colours: StageColours, scale: float = 1.0, fine: bool = False
    ) -> None:
        self._size, self._scale, self._colours = (width, height), scale, colours
        self._shape, self._fineness = Shape(), Fineness(always=fine)
        self._insets: Insets = (0, 0, 0, 0)
        self._looks: list[RunLook] = []
        self._gone: list[NDArray[np.bool_] | None] = []
        self.camera: Camera = HOME
        self.share = 1.0
        self._vantage: Vantage | None = None
        self._seen_from: tuple[object, ...] = (None,) * 5
        self._surface = Surface(width, height, colours, scale)
        self._paths = Paths(width, height, scale)
        self._crowd = Crowd(width, height, colours, scale)
        self._make_ring()

    def _make_ring(self) -> None:
        width, height = self._size
        self._ring = [allocate((height, width), np.uint32, slot=k) for k in range(RING)]
        self._turn = 0

    # -- what is shown -----------------------------------------------------------------------------------

    def resize(self, width: int, height: int, scale: float | None = None) -> None:
        """Another size. Arrays that `compose` has returned stay as they are, but are not drawn to again."""
        if (width, height) == self._size and scale in (None, self._scale):
            return
        self._size, self._scale = (width, height), self._scale if scale is None else scale
        for part in (self._surface, self._paths, self._crowd):
            part.set_size(width, height, self._scale)
        self._vantage = None
        self._make_ring()

    def set_colours(self, colours: StageColours) -> None:
        """Another theme. The colours of the runs come with `set_runs`."""
        self._colours = colours
        self._surface.set_colours(colours)
        self._crowd.colours = colours

    def set_view(self, x0: float, x1: float, y0: float, y1: float) -> None:
        """The relief is of this rectangle of the plane."""
        self._shape.set_rectangle((x0, x1, y0, y1))

    def set_insets(self, left: float, top: float, right: float, bottom: float) -> None:
        """What lies over the picture, in device pixels; the relief is in the middle of the rest."""
        self._insets = (left, top, right, bottom)

    def set_camera(self, camera: Camera) -> None:
        """From where it is looked at."""
        self.camera = clamped(camera, self._shape.rectangle)

    def set_landscape(self, landscape: Ground | None, parameters: Mapping[str, float] | None = None) -> None:
        """What the runs move on, at these values of its parameters; None for an empty ground."""
        self._shape.set_ground(landscape, parameters or {})

    def set_runs(self, looks: Sequence[RunLook]) -> None:
        """How each run is drawn. Colour and visibility may change at any time and keep the trails."""
        looks = list(looks)
        if [look.swarm for look in looks] != [look.swarm for look in self._looks]:
            self.clear_trails()
            self._gone = [None] * len(looks)
        self._looks = looks
        self._paths.set_runs(
            [packed(k.colour) for k in looks], [k.visible for k in looks], [k.ghost for k in looks]
        )
        swarms = [number for number, look in enumerate(looks) if look.swarm]
        hues = [self._faint(looks[k].colour) if looks[k].ghost else looks[k].colour for k in swarms]
        self._crowd.set_runs(swarms, hues, [looks[k].visible for k in swarms])

    def _faint(self, colour: str) -> str:
        ramp = self._colours.ramp
        return mixed(colour, ramp[len(ramp) // 2], 0.55)

    def set_tail(self, steps: float) -> None:
        """After about so many steps a path has lost most of its glow."""
        self._paths.tail = max(int(steps), 1)

    def set_fade(self, kept: float) -> None:
        """The share of a swarm's trail that is left from one composed picture to the next, 0 … 1."""
        self._crowd.fade = min(max(kept, 0.0), 1.0)

    # -- what moves --------------------------------------------------------------------------------------

    def clear_trails(self) -> None:
        """Forget where all runs have been, and where they are."""
        self._paths.clear()
        self._crowd.clear()
        self._gone = [None] * len(self._looks)

    def set_history(self, run: int, positions: Positions) -> None:
        """Replace the path of a run by these frames, (frames, n, 2), the last being now."""
        if self._looks[run].swarm:
            self._crowd.show(run, positions[-1])
        else:
            self._paths.set_history(run, positions)

    def advance(
        self, frames: Sequence[Positions | Run | None], gone: Sequence[NDArray[np.bool_] | None] | None = None
    ) -> None:
        """One step of every run; see `StagePicture.advance`."""
        self._gone = list(gone) if gone is not None else [None] * len(frames)
        pairs = list(zip(self._looks, frames, strict=True))
        self._paths.advance(
            [now if isinstance(now, np.ndarray) and not look.swarm else None for look, now in pairs]
        )
        for run, (look, now) in enumerate(pairs):
            if look.swarm and now is not None:
                self._crowd.advance(run, now, self._gone[run])

    @property
    def is_settling(self) -> bool:
        """Whether it was turned so lately that the picture may still become finer."""
        return self._fineness.is_settling

    def rest(self, seconds: float) -> bool:
        """Time passes; whether the picture could be finer than the last one."""
        return self._fineness.rest(seconds) and self._shape.ground is not None

    # -- drawing -----------------------------------------------------------------------------------------

    def compose(self, out: NDArray[np.uint32] | None = None) -> NDArray[np.uint32]:
        """The picture now, (height, width) uint32 0xffRRGGBB: in `out`, or in one of RING buffers in turn."""
        if out is None:
            out = self._ring[self._turn]
            self._turn = (self._turn + 1) % RING
        began = time.perf_counter()
        self._look()
        if self._crowd:
            self._crowd.lay(self._surface.pixels, out)
        else:
            np.copyto(out, self._surface.pixels)
        if self._vantage is not None:
            self._paths.lay(out)
            self._mark(out, self._vantage)
        self._fineness.learn(time.perf_counter() - began)
        return out

    def dissolve(self, flat: NDArray[np.uint32], out: NDArray[np.uint32], share: float) -> None:
        """Lets the plan's picture `flat` show through: alone at 0, not at all at 1."""
        blend, amount = raster.functions().blend, np.int32(round(256 * min(max(share, 0.0), 1.0)))
        in_parts(lambda part, low, high: blend(flat, out, amount, low, high), len(out), usable_threads())

    def _look(self) -> None:
        """Draws the ground if it is seen from elsewhere than before, and lets all else know."""
        if self._shape.ground is None:
            self._surface.empty()
            self._vantage = None
            return
        terrain = self._shape.terrain(self._shape.ground, self._part)
        seen_from = (self.camera, self.share, self._insets, self._size, terrain)
        pairs = zip(seen_from, self._seen_from, strict=True)
        if self._vantage is None or any(a is not b and a != b for a, b in pairs):
            self._fineness.turn()
            width, height = self._size
            camera = self._on_the_way(terrain)
            projection = Projection.of(camera, terrain.scene, width, height, self._insets, self.share)
        else:
            projection = self._vantage.projection
        self._seen_from = seen_from
        every, fine = self._fineness.detail(self.share)
        if self._surface.draw(projection, terrain, every, fine) or self._vantage is None:
            self._vantage = Vantage(projection, terrain, self._surface.depth, every)
            self._paths.look(self._vantage, roughly=not fine)
            self._crowd.look(self._vantage)

    @property
    def _part(self) -> Rectangle | None:
        """On the way between plan and relief, which rectangle is seen; None for all of it."""
        if self.share < 1.0:
            return rectangle_between(self.plan.rectangle, self._shape.rectangle, self.share)
        return None

    @property
    def plan(self) -> View:
        """The same rectangle as the plan shows it."""
        return View.fit(self._shape.rectangle, *self._size, self._insets)

    def _on_the_way(self, terrain: Terrain) -> Camera:
        if self.share == 1.0:
            return self.camera
        plan = plan_camera(self.plan, terrain.scene, *self._size, self._insets)
        return between(plan, self.camera, self.share, terrain.scene.middle)

    def _mark(self, out: NDArray[np.uint32], vantage: Vantage) -> None:
        marks = ReliefMarks(self._scale, self._colours, vantage.projection)
        minima = vantage.terrain.minima
        for place, (_, _, best) in zip(vantage.lift([m[:2] for m in minima]), minima, strict=True):
            marks.place_minimum(place, best)
        for places, colour in ((places, colour) for colour, places in self._crowd.points()):
            marks.dots(places * np.array([1, -1], np.float32), colour, self._colours)
        for place in vantage.lift(self._paths.starts()):
            marks.place_start(place)
        heads, small = self._paths.heads(), self._has_many
        lifted = [(run, k, place) for run, places in heads for k, place in enumerate(vantage.lift(places))]
        # from the back to the front: a ball may cover another
        for run, k, place in sorted(lifted, key=lambda each: float(each[2][2])):
            gone = self._gone[run]
            marks.place_head(place, self._looks[run], gone is not None and bool(gone[k]), small)
        marks.draw(out)

    @property
    def triangles(self) -> int:
        """Of the mesh that was drawn last."""
        whole, (every, _) = self._shape.finished, self._fineness.detail(self.share)
        return whole.level(every).triangles if whole is not None else 0

    @property
    def _has_many(self) -> bool:
        return sum(len(places) for _, places in self._paths.heads()) > _MANY_HEADS

    # -- places ------------------------------------------------------------------------------------------

    @property
    def mapping(self) -> ReliefMapping | None:
        """Pixels and the plane as of the last picture; None without a ground."""
        if self._vantage is None:
            return None
        return ReliefMapping(self._vantage, radius=ball_radius(self._has_many) * self._scale)

    def to_pixel(self, x: float, y: float) -> tuple[float, float]:
        """Where the surface above the point (x, y) lies on the picture; no numbers where there is none."""
        return self.mapping.pixel(x, y) if self._vantage is not None else (np.nan, np.nan)  # type: ignore[union-attr]

    def to_world(self, px: float, py: float) -> tuple[float, float]:
        """The point of the plane at a place of the picture."""
        return self.mapping.world(px, py) if self._vantage is not None else (np.nan, np.nan)  # type: ignore[union-attr]
