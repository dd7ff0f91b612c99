"""Paths upon the relief: as on the plan, but lying on the ground, and thin and faint where a hill hides them.

The layer is drawn anew when it is seen from elsewhere; while the eye rests, it grows step by step.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.machine import usable_threads
from engine.parallel import in_parts
from gui.relief.draped import Draped
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


class Paths:
    """By run; a run without a history draws nothing."""

    def __init__(self, width: int, height: int, scale: float) -> None:
        self._ageing = ageing_table()
        self.tail = TAIL
        self._histories: list[History] = []
        self._colours = np.zeros(0, np.uint32)
        self._visible = np.zeros(0, bool)
        self._ghosts = np.zeros(0, bool)
        self._draped = Draped()
        self._is_draped = False
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
        self._draped.clear()
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
            if self._is_draped:
                self._draped.advance(run, np.asarray(now, np.float64), self._now)

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

    def look(self, vantage: Vantage) -> None:
        """See them from here from now on."""
        if vantage.terrain.scene.unit != self._draped.unit:
            self._draped.unit = vantage.terrain.scene.unit
            self._is_draped = False
        self._vantage, self._stale = vantage, True

    def lay(self, out: NDArray[np.uint32]) -> None:
        """Lay the paths over a picture."""
        if not self._is_draped:
            self._draped.rebuild(self._histories, self._now)
            self._is_draped = self._stale = True
        if self._now - self._epoch > _LAST_STAMP:
            self._stale = True
        if self._stale:
            self._layer[:] = 0
            self._tiles[:] = 0
            self._stale, self._drawn = False, 0
            self._epoch = max(0, self._now - _KEPT_STAMPS)
        if self._drawn < len(self._draped):
            self._draw(slice(self._drawn, len(self._draped)))
            self._drawn = len(self._draped)
        lay = raster.functions().lay_paths

        def work(part: int, low: int, high: int) -> None:
            rows = slice(low * TILE[0], high * TILE[0])
            lay(
                self._layer[rows], self._stamps[rows], self._tiles[low:high], out[rows],
                self._now - self._epoch, self._ageing, self._per_step,
            )  # fmt: skip

        in_parts(work, len(self._tiles), usable_threads() if self._tiles.any() else 1)

    @property
    def _per_step(self) -> float:
        return (AGES - 1) / (SPAN * max(self.tail, 1))

    def _draw(self, span: slice) -> None:
        draped, vantage = self._draped, self._vantage
        if vantage is None:
            return
        runs, steps = draped.runs[span], draped.steps[span]
        kept = np.nonzero(self._visible[runs])[0]
        if not len(kept):
            return
        runs, steps = runs[kept], steps[kept]
        jumps, last = draped.jumps[span][kept], draped.ends[span][kept]
        lifted = vantage.lift(draped.lines[span][kept].reshape(-1, 2)).reshape(-1, 8)
        seen = (lifted[:, 3] > 0) & (lifted[:, 7] > 0)
        ends = np.ascontiguousarray(lifted[:, [0, 1, 4, 5]])
        ghosts = self._ghosts[runs]
        young = (steps >= self._now - 1.6 * self.tail) & seen & ~ghosts
        radii = np.where(seen, np.where(ghosts, GHOST, np.where(jumps, NEEDLE, RADIUS)), HIDDEN)
        halos = np.where(young, np.where(jumps, NEEDLE_HALO, HALO), 0.0)
        stamps = np.maximum(steps - self._epoch, 0).astype(np.uint16)
        inks = self._colours[runs]
        beads = np.nonzero(last & seen & ~ghosts)[0]
        if len(beads):
            # each bead right after its needle: what is drawn later lies over what was drawn before
            order = np.argsort(np.concatenate([np.arange(len(ends)), beads]), kind="stable")
            ends = np.concatenate([ends, ends[beads][:, [2, 3, 2, 3]]])[order]
            inks, stamps = (np.concatenate([v, v[beads]])[order] for v in (inks, stamps))
            radii = np.concatenate([radii, np.full(len(beads), BEAD)])[order]
            halos = np.concatenate([halos, np.zeros(len(beads))])[order]
        self._segments(ends, inks, stamps, radii * self._scale, halos * self._scale)

    def _segments(
        self,
        ends: NDArray[np.float32],
        inks: NDArray[np.uint32],
        stamps: NDArray[np.uint16],
        radii: NDArray[np.float64],
        halos: NDArray[np.float64],
    ) -> None:
        """The upper and the lower part of the picture on a thread each, with about as many lines."""
        draw, high = raster.functions().segments, len(self._layer)
        edges = [0, high]
        if len(ends) > _ALONE and usable_threads() > 1:
            middle = np.nanquantile(ends[:, 1], 0.5) if np.isfinite(ends[:, 1]).any() else 0.0
            cut = int(np.clip(round(float(middle) / TILE[0]) * TILE[0], 0, high // TILE[0] * TILE[0]))
            edges = [0, cut, high] if 0 < cut < high else edges
        thick, glowing = radii.astype(np.float32), halos.astype(np.float32)

        def work(part: int, low: int, _: int) -> None:
            rows = slice(edges[low], edges[low + 1])
            tiles = self._tiles[edges[low] // TILE[0] : -(-edges[low + 1] // TILE[0])]
            moved = ends - np.array([0, edges[low], 0, edges[low]], np.float32)
            draw(
                self._layer[rows], self._stamps[rows], tiles, moved, inks, stamps, self._ageing,
                self._per_step, thick, glowing, GLOW,
            )  # fmt: skip

        in_parts(work, len(edges) - 1, len(edges) - 1)
