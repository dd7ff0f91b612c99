"""Paths upon the relief: as on the plan, but lying on the ground, and thin and faint where a hill hides them.

The layer is drawn anew when it is seen from elsewhere; while the eye rests, it grows step by step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.machine import usable_threads
from engine.parallel import in_parts
from gui.relief import raster as relief_raster
from gui.relief.draped import FINE, ROUGH, Draped
from gui.relief.vantage import Vantage
from gui.stage import raster
from gui.stage.ageing import AGES, GLOW, SPAN, ageing_table
from gui.stage.buffers import allocate
from gui.stage.history import History
from gui.stage.plain import TILE
from gui.stage.trails import BEAD, GHOST, HALO, NEEDLE, NEEDLE_HALO, RADIUS, TAIL

HIDDEN = 0.06
"""The radius of what a hill hides: thin, and covering less than half."""

_LAST_STAMP = 65_000
_KEPT_STAMPS = 30_000
_ALONE = 3000  # lines below which other threads cost more than they bring

Positions = NDArray[np.floating]


@dataclass(frozen=True, eq=False)
class Strokes:
    """Lines on the picture, later ones over earlier ones: ends (n, 4), inks, steps, radii and halos (n,)."""

    ends: NDArray[np.float32]
    inks: NDArray[np.uint32]
    steps: NDArray[np.int64]
    radii: NDArray[np.float64]
    halos: NDArray[np.float64]

    def with_beads(self, which: NDArray[np.intp], radius: float) -> Strokes:
        """With a bead at the end of each of these, right after it."""
        if not len(which):
            return self
        order = np.argsort(np.concatenate([np.arange(len(self.ends)), which]), kind="stable")
        beads = self.ends[which][:, [2, 3, 2, 3]]
        return Strokes(
            np.ascontiguousarray(np.concatenate([self.ends, beads])[order]),
            np.concatenate([self.inks, self.inks[which]])[order],
            np.concatenate([self.steps, self.steps[which]])[order],
            np.concatenate([self.radii, np.full(len(which), radius)])[order],
            np.concatenate([self.halos, np.zeros(len(which))])[order],
        )


class Paths:
    """By run; a run without a history draws nothing."""

    def __init__(self, width: int, height: int, scale: float) -> None:
        self._ageing = ageing_table()
        self.tail = TAIL
        self._histories: list[History] = []
        self._colours = np.zeros(0, np.uint32)
        self._visible = np.zeros(0, bool)
        self._ghosts = np.zeros(0, bool)
        self._kinds = {False: Draped(FINE), True: Draped(ROUGH)}
        self._is_draped = self._is_rough = False
        self._drawn = 0
        self._now = 0
        self._epoch = 0
        self._vantage: Vantage | None = None
        self.set_size(width, height, scale)

    def set_size(self, width: int, height: int, scale: float) -> None:
        self._scale = scale
        self._layer = allocate((height, width), np.uint32, slot=4)
        self._stamps = allocate((height, width), np.uint16, slot=6)
        self._tiles = np.zeros((-(-height // TILE[0]), -(-width // TILE[1])), np.uint8)
        self._stale = True

    def set_runs(self, colours: list[int], visible: list[bool], ghosts: list[bool]) -> None:
        """Packed colours of all runs, and which are ghosts. A changed number of runs forgets all paths."""
        if len(colours) != len(self._histories):
            self._histories = [History() for _ in colours]
            self._is_draped = False
        self._colours = np.array(colours, np.uint32)
        self._visible, self._ghosts = np.array(visible, bool), np.array(ghosts, bool)
        self._stale = True

    def clear(self) -> None:
        """Forget all paths."""
        for history in self._histories:
            history.clear()
        for draped in self._kinds.values():
            draped.clear()
        self._now = 0
        self._stale = self._is_draped = True

    def set_history(self, run: int, positions: Positions) -> None:
        """Replace the path of a run, (frames, n, 2); its last frame is now."""
        self._histories[run].replace(positions)
        self._now = max(self._now, len(positions) - 1)
        self._is_draped = False

    def advance(self, steps: list[Positions | None]) -> None:
        """One step of all runs, (n, 2) each; None for a run that is not drawn as paths."""
        self._now += 1
        for run, (history, now) in enumerate(zip(self._histories, steps, strict=True)):
            if now is None:
                continue
            history.append(now)
            for draped in self._kinds.values() if self._is_draped else ():
                draped.advance(run, np.asarray(now, np.float64), self._now)

    def heads(self) -> list[tuple[int, NDArray[np.float64]]]:
        """(run, places in the plane (n, 2)) of the visible runs."""
        return [
            (run, history.last)
            for run, history in enumerate(self._histories)
            if history.last is not None and self._visible[run]
        ]

    def starts(self) -> NDArray[np.float64]:
        """Where the visible runs began, each place once; (k, 2)."""
        firsts = [h.first for h, seen in zip(self._histories, self._visible, strict=True) if seen]
        known = [first for first in firsts if first is not None]
        return np.unique(np.concatenate(known), axis=0) if known else np.zeros((0, 2))

    def look(self, vantage: Vantage, roughly: bool) -> None:
        """See them from here from now on; `roughly` for a picture that is gone at once."""
        unit = vantage.terrain.scene.unit
        for draped in self._kinds.values():
            if draped.unit != unit:
                draped.unit, self._is_draped = unit, False
        self._is_rough = roughly
        self._vantage, self._stale = vantage, True

    def lay(self, out: NDArray[np.uint32]) -> None:
        """Lay the paths over a picture."""
        if not self._is_draped:
            for draped in self._kinds.values():
                draped.rebuild(self._histories, self._now)
            self._is_draped = self._stale = True
        if self._is_rough:
            self._lay_roughly(out)
            return
        if self._now - self._epoch > _LAST_STAMP:
            self._stale = True
        if self._stale:
            self._layer[:] = 0
            self._tiles[:] = 0
            self._stale, self._drawn = False, 0
            self._epoch = max(0, self._now - _KEPT_STAMPS)
        draped = self._kinds[False]
        if self._drawn < len(draped):
            self._draw(self._strokes(draped, self._drawn))
            self._drawn = len(draped)
        lay, age = raster.functions().lay_paths, (self._now - self._epoch, self._ageing, self._per_step)
        self._by_parts(
            lambda rows, tiles: lay(
                self._layer[rows], self._stamps[rows], self._tiles[tiles], out[rows], *age
            )
        )

    def _lay_roughly(self, out: NDArray[np.uint32]) -> None:
        """For a picture that is gone at once: all paths anew, nothing is kept for the next."""
        strokes = self._strokes(self._kinds[True], 0)
        if strokes is None:
            return
        if self._drawn:
            # what the layer holds is no longer where it belongs
            self._layer[:] = 0
            self._tiles[:] = 0
            self._drawn = 0
        age = np.minimum((self._now - strokes.steps) * self._per_step, AGES - 1).astype(np.int32)
        inks = self._ageing[age, 255].astype(np.uint32) << np.uint32(24) | strokes.inks & np.uint32(0xFFFFFF)
        loops = relief_raster.functions()
        radii, halos = (v.astype(np.float32) for v in (strokes.radii, strokes.halos))

        def draw(rows: slice, tiles: slice) -> None:
            moved = strokes.ends - np.array([0, rows.start, 0, rows.start], np.float32)
            loops.lines(self._layer[rows], self._tiles[tiles], moved, inks, radii, halos, GLOW)
            loops.lay_lines(self._layer[rows], self._tiles[tiles], out[rows])

        self._by_parts(draw, strokes.ends)

    @property
    def _per_step(self) -> float:
        return (AGES - 1) / (SPAN * max(self.tail, 1))

    def _strokes(self, draped: Draped, begin: int) -> Strokes | None:
        """The lines from `begin` on as they are seen; None where there are none."""
        if self._vantage is None:
            return None
        span = slice(begin, len(draped))
        kept = np.nonzero(self._visible[draped.runs[span]])[0]
        if not len(kept):
            return None
        runs, steps = draped.runs[span][kept], draped.steps[span][kept]
        jumps, last = draped.jumps[span][kept], draped.ends[span][kept]
        lifted = self._vantage.lift(draped.lines[span][kept].reshape(-1, 2)).reshape(-1, 8)
        seen = (lifted[:, 3] > 0) & (lifted[:, 7] > 0)
        ghosts = self._ghosts[runs]
        young = (steps >= self._now - 1.6 * self.tail) & seen & ~ghosts
        radii = np.where(seen, np.where(ghosts, GHOST, np.where(jumps, NEEDLE, RADIUS)), HIDDEN)
        halos = np.where(young, np.where(jumps, NEEDLE_HALO, HALO), 0.0)
        ends = np.ascontiguousarray(lifted[:, [0, 1, 4, 5]])
        strokes = Strokes(ends, self._colours[runs], steps, radii * self._scale, halos * self._scale)
        return strokes.with_beads(np.nonzero(last & seen & ~ghosts)[0], BEAD * self._scale)

    def _draw(self, strokes: Strokes | None) -> None:
        if strokes is None:
            return
        draw = raster.functions().segments
        stamps = np.maximum(strokes.steps - self._epoch, 0).astype(np.uint16)
        radii, halos = (v.astype(np.float32) for v in (strokes.radii, strokes.halos))

        def work(rows: slice, tiles: slice) -> None:
            moved = strokes.ends - np.array([0, rows.start, 0, rows.start], np.float32)
            draw(
                self._layer[rows], self._stamps[rows], self._tiles[tiles], moved, strokes.inks, stamps,
                self._ageing, self._per_step, radii, halos, GLOW,
            )  # fmt: skip

        self._by_parts(work, strokes.ends)

    def _by_parts(
        self, work: Callable[[slice, slice], None], ends: NDArray[np.float32] | None = None
    ) -> None:
        """The upper and the lower part of the picture on a thread each: rows of pixels, rows of tiles.

        With as many of the lines in one as in the other, where there are many.
        """
        high, rows = len(self._layer), len(self._tiles)
        cut = rows // 2
        if ends is not None:
            middle = np.nanmedian(ends[:, 1]) if np.isfinite(ends[:, 1]).any() else 0.0
            cut = round(float(np.clip(middle / TILE[0], 0, rows))) if len(ends) > _ALONE else 0
        parts = [(0, cut), (cut, rows)] if 0 < cut < rows and usable_threads() > 1 else [(0, rows)]

        def one(part: int, low: int, _: int) -> None:
            first, last = parts[low]
            work(slice(first * TILE[0], min(last * TILE[0], high)), slice(first, last))

        in_parts(one, len(parts), len(parts))
