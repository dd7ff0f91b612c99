"""What a drag does, from the press to the release: pan, move a start, draw a cloud, a grid, a circle.

A gesture is told where the pointer is in the plane; free of Qt.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Protocol

from gui.hand.reach import StartPoint
from scenarios.schema import Box, Circle, Cloud, Grid, StartSpec

if TYPE_CHECKING:
    from gui.model.session import Session

Place = tuple[float, float]

FEW = 64
"""A scenario with more particles than that keeps their number when a start is drawn."""

SIGMAS = 2.0
"""A cloud is drawn by a circle of so many standard deviations: six of seven particles lie within."""


class Gesture(Protocol):
    """moved: the pointer is here now. done: let go. cancelled: as if nothing had been done."""

    def moved(self, x: float, y: float) -> None: ...

    def done(self) -> None: ...

    def cancelled(self) -> None: ...


class MoveStart:
    """A start point is dragged; every path that begins there is computed anew meanwhile."""

    def __init__(self, session: Session, point: StartPoint) -> None:
        self._session, self._point = session, point
        self._has_moved, self._before = False, session.scenario
        session.close_edit()

    @property
    def place(self) -> Place:
        """Where the point is now."""
        run, index = self._point.run, self._point.index
        points = self._session.runs[run].start.points if run < len(self._session.runs) else None
        return points[index] if points is not None and index < len(points) else self._point.place

    def moved(self, x: float, y: float) -> None:
        # an undo by key may take the run away while it is held
        if self._point.run < len(self._session.runs):
            self._session.move_start(self._point.index, x, y, self._point.run)
            self._has_moved = True

    def done(self) -> None:
        self._session.close_edit()

    def cancelled(self) -> None:
        # by key it may be undone already
        if self._has_moved and self._session.scenario != self._before:
            self._session.close_edit()
            self._session.undo()


class DrawStart(ABC):
    """A new start for all runs is drawn from where the button was pressed; nothing changes before the end."""

    default = 1000
    kind = ""

    def __init__(self, session: Session, x: float, y: float) -> None:
        self._session = session
        self.begin: Place = (x, y)
        self.end: Place = (x, y)

    @property
    def count(self) -> int:
        """How many particles each run will have."""
        counts = self._session.frame.particles if self._session.frame is not None else ()
        present = max(counts, default=1)
        return present if present > FEW else self.default

    @property
    def radius(self) -> float:
        return math.dist(self.begin, self.end)

    @property
    def rectangle(self) -> tuple[float, float, float, float]:
        """x0, x1, y0, y1 between the two corners."""
        (ax, ay), (bx, by) = self.begin, self.end
        return min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)

    @abstractmethod
    def spec(self) -> StartSpec | None:
        """The start as it is drawn by now; None while it has no extent."""

    def moved(self, x: float, y: float) -> None:
        self.end = (x, y)

    def done(self) -> None:
        spec = self.spec()
        if spec is not None:
            self._session.begin_from(spec)

    def cancelled(self) -> None:  # noqa: B027 - nothing was changed on the way
        pass


class DrawCloud(DrawStart):
    default = 2000
    kind = "cloud"

    def spec(self) -> StartSpec | None:
        if not self.radius > 0:
            return None
        return StartSpec(cloud=Cloud(center=self.begin, sigma=self.radius / SIGMAS, count=self.count))


class DrawCircle(DrawStart):
    default = 48
    kind = "circle"

    def spec(self) -> StartSpec | None:
        if not self.radius > 0:
            return None
        return StartSpec(circle=Circle(center=self.begin, radius=self.radius, count=self.count))


class DrawGrid(DrawStart):
    default = 1600
    kind = "grid"

    @property
    def cells(self) -> tuple[int, int]:
        """Columns and rows, so that they are about as far from each other and make about `count` points."""
        x0, x1, y0, y1 = self.rectangle
        wide, high = x1 - x0, y1 - y0
        if not (wide > 0 and high > 0):
            return 1, 1
        columns = max(round(math.sqrt(self.count * min(max(wide / high, 1e-3), 1e3))), 1)
        return columns, max(round(self.count / columns), 1)

    def spec(self) -> StartSpec | None:
        x0, x1, y0, y1 = self.rectangle
        if not (x1 > x0 and y1 > y0):
            return None
        columns, rows = self.cells
        return StartSpec(grid=Grid(rectangle=self.rectangle, columns=columns, rows=rows))


class DrawBox(DrawStart):
    default = 2000
    kind = "box"

    def spec(self) -> StartSpec | None:
        x0, x1, y0, y1 = self.rectangle
        if not (x1 > x0 and y1 > y0):
            return None
        return StartSpec(box=Box(rectangle=self.rectangle, count=self.count))
