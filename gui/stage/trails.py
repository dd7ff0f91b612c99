"""Paths of a few particles: thick, glowing, growing old, drawn step by step and kept.

All runs share one layer, so that its cost does not grow with their number. Each pixel remembers its colour,
how much of it a line covers, and the step at which that was drawn; how it looks at a later step is decided
when it is shown. The positions are kept as well: another view or another theme redraws the layer from them.
"""

from __future__ import annotations

import operator

import numpy as np
from numpy.typing import NDArray

from gui.stage import raster
from gui.stage.ageing import AGES, GLOW, SPAN, ageing_table
from gui.stage.buffers import allocate
from gui.stage.clipping import clipped
from gui.stage.history import History, polyline
from gui.stage.plain import TILE
from gui.stage.view import View

RADIUS = 1.6
HALO = 7.5
GHOST = 0.1  # the radius of a ghost's path: with no width of its own it is thin and half covers
BEAD = 2.2
JUMP = 20.0  # steps at least so long are needles, with a bead at their end: bursts of them stay readable
NEEDLE = 1.05
NEEDLE_HALO = 4.0
TAIL = 90  # steps after which a line has lost most of its glow
_LAST_STAMP = 65_000
_KEPT_STAMPS = 30_000

Positions = NDArray[np.floating]


class Trails:
    """The layer of paths, by run; a run without a history draws nothing. Ghosts are thin and do not glow."""

    def __init__(self, view: View, scale: float) -> None:
        self._ageing = ageing_table()
        self.tail = TAIL
        self._histories: list[History] = []
        self._colours: list[int] = []
        self._visible: list[bool] = []
        self._ghosts: list[bool] = []
        self._now = 0
        self._epoch = 0
        self._layer = np.zeros((0, 0), np.uint32)
        self._started: tuple[list[NDArray[np.float64]], View | None, NDArray[np.float32]]
        self._started = ([], None, np.zeros((0, 2), np.float32))
        self.set_view(view, scale)

    def set_view(self, view: View, scale: float) -> None:
        self.view = view
        self._scale = scale
        shape = (view.height, view.width)
        if self._layer.shape != shape:
            self._layer = allocate(shape, np.uint32, slot=4)
            self._stamps = allocate(shape, np.uint16, slot=5)
            self._tiles = np.zeros((-(-view.height // TILE[0]), -(-view.width // TILE[1])), np.uint8)
        self._stale = True

    def set_runs(self, colours: list[int], visible: list[bool], ghosts: list[bool] | None = None) -> None:
        """Packed colours of all runs, and which are ghosts. A changed number of runs forgets all paths."""
        ghosts = ghosts or [False] * len(colours)
        if len(colours) != len(self._histories):
            self._histories = [History() for _ in colours]
        if (colours, visible, ghosts) != (self._colours, self._visible, self._ghosts):
            self._colours, self._visible, self._ghosts = list(colours), list(visible), list(ghosts)
            self._stale = True

    def clear(self) -> None:
        """Forget all paths."""
        for history in self._histories:
            history.clear()
        self._now = 0
        self._stale = True

    def set_history(self, run: int, positions: Positions) -> None:
        """Replace the path of a run, (frames, n, 2); its last frame is now."""
        self._histories[run].replace(positions)
        self._now = max(self._now, len(positions) - 1)
        self._stale = True

    def advance(self, steps: list[Positions | None]) -> None:
        """One step of all runs, (n, 2) each; None for a run that is not drawn as paths."""
        fresh: list[tuple[NDArray[np.float64], NDArray[np.uint32], NDArray[np.bool_]]] = []
        self._now += 1
        for history, now, colour, visible, ghost in zip(
            self._histories, steps, self._colours, self._visible, self._ghosts, strict=True
        ):
            if now is None:
                continue
            before = history.last
            history.append(now)
            if before is None or before.shape != now.shape or not visible or self._stale:
                continue
            lines = self._placed(np.concatenate([before, now], axis=1))
            fresh.append((lines, np.full(len(now), colour, np.uint32), np.full(len(now), ghost)))
        if fresh:
            ends, inks, ghosts = (np.concatenate(part) for part in zip(*fresh, strict=True))
            self._draw(ends, inks, np.full(len(ends), self._stamp(self._now)), ghosts, ~ghosts)

    def heads(self) -> list[tuple[int, NDArray[np.float32]]]:
        """(run, positions in pixels (n, 2)) of the visible runs."""
        return [
            (run, self.view.pixels(history.last))
            for run, history in enumerate(self._histories)
            if history.last is not None and self._visible[run]
        ]

    def starts(self) -> NDArray[np.float32]:
        """Where the visible runs began, in pixels, each place once; (k, 2)."""
        firsts = [h.first for h, seen in zip(self._histories, self._visible, strict=True) if seen]
        known = [first for first in firsts if first is not None]
        if not known:
            return np.zeros((0, 2), np.float32)
        before, view, found = self._started
        if view is not self.view or len(before) != len(known) or any(map(operator.is_not, before, known)):
            found = self.view.pixels(np.unique(np.concatenate(known), axis=0))
            self._started = (known, self.view, found)
        return found

    @property
    def tiles(self) -> NDArray[np.uint8]:
        """Those that hold a part of a path; see `gui.stage.plain`."""
        if self._stale:
            self._redraw()
        return self._tiles

    def lay(self, out: NDArray[np.uint32]) -> None:
        """Lay the paths over a picture."""
        if self._stale:
            self._redraw()
        raster.functions().lay_paths(
            self._layer, self._stamps, self._tiles, out, self._now - self._epoch, self._ageing, self._per_step
        )

    @property
    def _per_step(self) -> float:
        return (AGES - 1) / (SPAN * max(self.tail, 1))

    def _stamp(self, step: int) -> np.uint16:
        if step - self._epoch > _LAST_STAMP:
            shift = step - self._epoch - _KEPT_STAMPS
            np.subtract(np.maximum(self._stamps, shift), shift, out=self._stamps, casting="unsafe")
            self._epoch += shift
        return np.uint16(step - self._epoch)

    def _redraw(self) -> None:
        self._layer[:] = 0
        self._tiles[:] = 0
        self._stale = False
        self._epoch = max(0, self._now - _KEPT_STAMPS)
        parts = [
            (*polyline(self._placed_history(history), self._now), colour, ghost)
            for history, colour, seen, ghost in zip(
                self._histories, self._colours, self._visible, self._ghosts, strict=True
            )
            if seen
        ]
        if not any(len(part[0]) for part in parts):
            return
        ends = np.concatenate([ends for ends, _, _, _ in parts])
        steps = np.concatenate([steps for _, steps, _, _ in parts])
        inks = np.concatenate([np.full(len(e), c, np.uint32) for e, _, c, _ in parts])
        ghosts = np.concatenate([np.full(len(e), g) for e, _, _, g in parts])
        order = np.argsort(steps, kind="stable")
        stamps = np.maximum(steps - self._epoch, 0).astype(np.uint16)
        glows = ~ghosts & (steps >= self._now - 1.6 * self.tail)
        self._draw(ends[order], inks[order], stamps[order], ghosts[order], glows[order])

    def _placed_history(self, history: History) -> NDArray[np.float64]:
        positions = history.positions()
        with np.errstate(over="ignore"):
            return positions * [self.view.scale, -self.view.scale] + [self.view.left, self.view.top]

    def _placed(self, ends: NDArray[np.float64]) -> NDArray[np.float64]:
        s = self.view.scale
        with np.errstate(over="ignore"):
            return ends * [s, -s, s, -s] + [self.view.left, self.view.top] * 2

    def _draw(
        self,
        ends: NDArray[np.float64],
        inks: NDArray[np.uint32],
        stamps: NDArray[np.uint16],
        ghosts: NDArray[np.bool_],
        glows: NDArray[np.bool_],
    ) -> None:
        kept, ends = clipped(ends, self.view.width, self.view.height, (HALO + RADIUS + 2) * self._scale)
        if not len(ends):
            return
        inks, stamps, ghosts, glows = inks[kept], stamps[kept], ghosts[kept], glows[kept]
        jumps = ~ghosts & (np.hypot(ends[:, 2] - ends[:, 0], ends[:, 3] - ends[:, 1]) > JUMP * self._scale)
        radii = np.where(ghosts, GHOST, np.where(jumps, NEEDLE, RADIUS))
        halos = np.where(glows, np.where(jumps, NEEDLE_HALO, HALO), 0.0)
        if jumps.any():
            # each bead right after its needle: what is drawn later lies over what was drawn before
            order = np.argsort(np.concatenate([np.arange(len(ends)), np.nonzero(jumps)[0]]), kind="stable")
            beads = ends[jumps][:, [2, 3, 2, 3]]
            ends = np.concatenate([ends, beads])[order]
            inks = np.concatenate([inks, inks[jumps]])[order]
            stamps = np.concatenate([stamps, stamps[jumps]])[order]
            radii = np.concatenate([radii, np.full(len(beads), BEAD)])[order]
            halos = np.concatenate([halos, np.zeros(len(beads))])[order]
        raster.functions().segments(
            self._layer,
            self._stamps,
            self._tiles,
            np.ascontiguousarray(ends, np.float32),
            np.ascontiguousarray(inks),
            np.ascontiguousarray(stamps, np.uint16),
            self._ageing,
            self._per_step,
            (radii * self._scale).astype(np.float32),
            (halos * self._scale).astype(np.float32),
            GLOW,
        )
