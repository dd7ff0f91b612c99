"""What lies under the pointer: a ball, a start, or only ground; free of Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gui.model.frame import PixelMapping
from gui.model.session import Session

BALL_REACH = 12.0  # design pixels from the middle of a ball
START_REACH = 10.0


@dataclass(frozen=True)
class Ball:
    """A particle's head; `place` in the plane."""

    run: int
    particle: int
    place: tuple[float, float]


@dataclass(frozen=True)
class StartPoint:
    """One of the points where a run starts."""

    run: int
    index: int
    place: tuple[float, float]


def ball_at(session: Session, mapping: PixelMapping, px: float, py: float, scale: float) -> Ball | None:
    """The ball nearest to a pixel, within reach; of those on the same spot the selected run's."""
    frame = session.frame
    if frame is None:
        return None
    found: Ball | None = None
    least = BALL_REACH * scale
    order = sorted(range(len(frame.heads)), key=lambda run: run != session.selected)
    for run in order:
        heads = frame.heads[run]
        if heads is None or not _is_shown(session, run):
            continue
        particle, away = _nearest(heads, mapping, px, py)
        if away < least:
            x, y = heads[particle]
            found, least = Ball(run, particle, (float(x), float(y))), away - 1.0
    return found


def start_at(
    session: Session, mapping: PixelMapping, px: float, py: float, scale: float
) -> StartPoint | None:
    """The start point nearest to a pixel, within reach; the selected run's first."""
    found: StartPoint | None = None
    least = START_REACH * scale
    for run in sorted(range(len(session.runs)), key=lambda run: run != session.selected):
        points = session.runs[run].start.points
        if points is None or not _is_shown(session, run):
            continue
        index, away = _nearest(np.array(points, np.float64), mapping, px, py)
        if away < least:
            found, least = StartPoint(run, index, points[index]), away - 1.0
    return found


def head_of(session: Session, run: int, particle: int) -> tuple[float, float] | None:
    """Where a particle is drawn as a ball; None for one that is hidden, of a swarm, or not there."""
    frame = session.frame
    if frame is None or run >= len(frame.heads) or not _is_shown(session, run):
        return None
    heads = frame.heads[run]
    if heads is None or particle >= len(heads) or not np.isfinite(heads[particle]).all():
        return None
    return float(heads[particle, 0]), float(heads[particle, 1])


def _is_shown(session: Session, run: int) -> bool:
    visible: Sequence[bool] = session.visible
    return run < len(visible) and visible[run]


def _nearest(places: NDArray[np.floating], mapping: PixelMapping, px: float, py: float) -> tuple[int, float]:
    """The number of the nearest place and how many pixels away it is."""
    with np.errstate(all="ignore"):
        away = np.nan_to_num(np.hypot(*(mapping.pixels(places) - (px, py)).T), nan=np.inf)
    nearest = int(np.argmin(away))
    return nearest, float(away[nearest])
