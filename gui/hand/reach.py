"""What lies under the pointer: a ball, a start, or only ground; free of Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gui.model.commands import Sought
from gui.model.frame import PixelMapping
from gui.model.session import Session

BALL_REACH = 12.0  # design pixels from the middle of a ball
START_REACH = 10.0
SWARM_REACH = 6.0  # particles of a swarm are small, and many


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


def sought_at(session: Session, mapping: PixelMapping, px: float, py: float, scale: float) -> Sought | None:
    """What is to be asked where only swarms may have a particle at a pixel; None where none is shown."""
    heads = session.frame.heads if session.frame is not None else ()
    swarms = any(places is None and _is_shown(session, run) for run, places in enumerate(heads))
    if not swarms or not mapping.meets(px, py):
        return None
    x, y = mapping.world(px, py)
    return Sought((x, y), *mapping.tangents(x, y), SWARM_REACH * scale)


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
    """Where a particle is; None for one that is hidden, not there, or of a swarm and not looked at."""
    frame = session.frame
    if frame is None or run >= len(frame.heads) or not _is_shown(session, run):
        return None
    heads = frame.heads[run]
    if heads is None:
        probes = (probe for probe in (frame.hovered, frame.probe) if probe is not None)
        place = next(
            (probe.theta for probe in probes if (probe.run, probe.particle) == (run, particle)), None
        )
    else:
        place = heads[particle] if particle < len(heads) else None
    if place is None or not np.isfinite(place).all():
        return None
    return float(place[0]), float(place[1])


def _is_shown(session: Session, run: int) -> bool:
    visible: Sequence[bool] = session.visible
    return run < len(visible) and visible[run]


def _nearest(places: NDArray[np.floating], mapping: PixelMapping, px: float, py: float) -> tuple[int, float]:
    """The number of the nearest place and how many pixels away it is."""
    with np.errstate(all="ignore"):
        away = np.nan_to_num(np.hypot(*(mapping.pixels(places) - (px, py)).T), nan=np.inf)
    nearest = int(np.argmin(away))
    return nearest, float(away[nearest])
