"""A swarm as planes of density: its particles are added where they lie, without being copied.

A plane counts in whole numbers up to 65535 and stops there, so that the order of adding decides nothing:
the bits are the same for any number of threads, for compiled loops and NumPy's, and on a device.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine import kernel_cache
from engine.machine import usable_threads
from engine.parallel import in_parts
from engine.problem import Layout

from . import plain

if TYPE_CHECKING:
    from engine.run import Run

TILE = plain.TILE
"""Height and width of the tiles that are marked as holding something."""

_NAMES = ("draw", "gather")
_ALONE = 30_000  # particles below which other threads cost more than they bring

U8 = NDArray[np.uint8]
U16 = NDArray[np.uint16]
F32 = NDArray[np.float32]


@dataclass(frozen=True)
class Aim:
    """Where the plane of a landscape lies on a picture: its upper left corner, and pixels a unit.

    shifts: (k, 2) in pixels; a particle is drawn once at each, which makes a larger dot.
    """

    x0: float
    y1: float
    scale: float
    shifts: tuple[tuple[float, float], ...] = ((0.0, 0.0),)


@dataclass(frozen=True)
class Brush:
    """What one particle adds.

    unit: to a plane, in all. fine: to the four pixels around it instead of its own. most: drops of the
    streak that leads back to where the particle was before.
    """

    unit: float
    fine: bool = True
    most: int = 1


@dataclass(frozen=True)
class Target:
    """Planes (height, width) for the particles and for those that have stopped, None to leave these out.

    tiles: marks where a plane holds something, see `TILE`.
    """

    plane: U16
    tiles: U8
    gone: U16 | None = None


def source() -> tuple[str, str]:
    """The text and the name of the compiled loops, as `engine.kernel_cache` takes them."""
    return (Path(__file__).parent / "kernels.py").read_text(encoding="utf-8"), "splatting"


@functools.cache
def compiled() -> Any:
    """The compiled loops; the first call compiles what the cache lacks."""
    names = kernel_cache.load(*source())
    return SimpleNamespace(**{name: names[name] for name in _NAMES})


class Splatter:
    """Adds particles to planes with all cores; keeps the planes that the other cores draw to meanwhile."""

    def __init__(self, threads: int | None = None) -> None:
        self._threads = threads or usable_threads()
        self._others = np.zeros((0, 0, 0), np.uint16)

    def add(
        self,
        particles: Run | Layout,
        target: Target,
        aim: Aim,
        brush: Brush,
        before: F32 | None = None,
        loops: Any = None,
    ) -> None:
        """Draw every particle once. loops: `compiled()` by default, or `plain`.

        before: (2, n), where the particles were drawn last; streaks lead back there, and it becomes where
        they are now. NaN draws no streak.
        """
        loops = loops or compiled()
        if before is None and not isinstance(particles, Layout):
            images = _on_device(particles, target, aim, brush)
            if images is not None:
                self._gather(target, images, loops)
                return
        layout = particles if isinstance(particles, Layout) else particles.backend.layout()
        others = self._room(target, self._threads if layout.n >= _ALONE else 1)
        _draw(layout, target, aim, brush, before, others, loops)
        self._gather(target, others, loops)

    def _room(self, target: Target, threads: int) -> NDArray[np.uint16]:
        """(planes, threads − 1, height, width) of zeros."""
        shape = (1 if target.gone is None else 2, threads - 1, *target.plane.shape)
        if self._others.shape[1:] != shape[1:] or len(self._others) < shape[0]:
            self._others = np.zeros(shape, np.uint16)
        return self._others[: shape[0]]

    def _gather(self, target: Target, others: NDArray[np.uint16], loops: Any) -> None:
        for plane, drawn in zip(_planes(target), others, strict=True):

            def work(part: int, low: int, high: int, plane: U16 = plane, drawn: U16 = drawn) -> None:
                loops.gather(plane, drawn, target.tiles, low, high)

            in_parts(work, len(target.tiles), self._threads if drawn.shape[0] else 1)


def _planes(target: Target) -> list[U16]:
    return [target.plane] if target.gone is None else [target.plane, target.gone]


def _draw(
    layout: Layout, target: Target, aim: Aim, brush: Brush, before: F32 | None, others: U16, loops: Any
) -> None:
    real = layout.blocks.dtype
    # a picture may be of less than float32 can tell apart
    numbers = np.array([aim.x0, aim.y1, aim.scale]).clip(*np.finfo(real).max * np.array([-1, 1])).astype(real)
    none, nowhere = np.zeros((0, 0), np.uint16), np.zeros((2, 0), np.float32)
    last = len(aim.shifts) - 1

    def work(part: int, low: int, high: int) -> None:
        plane = others[0, part - 1] if part else target.plane
        gone = none if target.gone is None else others[1, part - 1] if part else target.gone
        for k, shift in enumerate(aim.shifts):
            loops.draw(
                plane, gone, layout.blocks, layout.stopped, layout.share, low, high,
                numbers, np.array(shift, np.float32), nowhere if before is None else before,
                before is not None and k == last, np.float32(brush.unit), brush.fine, np.int32(brush.most),
            )  # fmt: skip

    in_parts(work, layout.n, others.shape[1] + 1)


def _on_device(run: Run, target: Target, aim: Aim, brush: Brush) -> U16 | None:
    """(planes, 1, height, width), drawn where the particles are; None where that is here."""
    from engine.swarm import OnDevice

    if not isinstance(run.backend, OnDevice):
        return None
    height, width = target.plane.shape
    images = [
        run.backend.splat(aim, brush, (width, height), stopped=stopped)
        for stopped in ((False,) if target.gone is None else (False, True))
    ]
    return np.stack(images)[:, np.newaxis]
