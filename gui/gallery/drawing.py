"""A scenario's picture for its card, drawn from the scenario itself with a part of its particles and steps.

Everything here runs on a thread of its own, with kernels that need no compiler. `rest` is called between
small pieces of work: it may wait, and may raise to end the work.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPen, QPolygonF

from gui.theme.colours import Theme
from scenarios.building import build_runs, particle_count
from scenarios.resolving import Resolved, resolve
from scenarios.schema import Grid, Scenario, StartSpec

if TYPE_CHECKING:
    from engine.run import Run

MOST_STEPS = 320
MOST_PATHS = 24
"""Particles of a run that has paths; a run of more is a swarm."""

SWARM = 4096
SWARM_STEPS = 96
_SIDE = 56  # of a grid that stands for a swarm
_EDGE = 10
_EPOCHS = 0.01

Rest = Callable[[], None]
S = TypeVar("S", bound=StartSpec | None)


def draw(scenario: Scenario, theme: Theme, width: int, height: int, scale: float, rest: Rest) -> QImage:
    """The picture, width × height device-independent pixels on a screen of `scale`. Raises RavineError."""
    resolved = resolve(_lighter(scenario))
    size = round(width * scale), round(height * scale)
    image = _draw_signal if resolved.is_signal else _draw_stage
    if resolved.is_network:
        from gui.gallery.network import draw_network as image
    if resolved.scenario.view.map is not None:
        from gui.gallery.map_drawing import draw_map as image
    made = image(resolved, theme, size, scale, rest)
    made.setDevicePixelRatio(scale)
    return made


def _lighter(scenario: Scenario) -> Scenario:
    """The same with fewer particles."""
    if scenario.field.network is not None:
        return _with_one_network(scenario)
    runs = tuple(msgspec.structs.replace(run, start=_fewer(run.start)) for run in scenario.runs)
    return msgspec.structs.replace(scenario, start=_fewer(scenario.start), runs=runs)


def _with_one_network(scenario: Scenario) -> Scenario:
    assert scenario.field.network is not None
    network = msgspec.structs.replace(scenario.field.network, seeds=1)
    return msgspec.structs.replace(scenario, field=msgspec.structs.replace(scenario.field, network=network))


def _fewer(start: S) -> S:
    if start is None:
        return start
    changes: dict[str, object] = {}
    for name in ("box", "cloud", "circle"):
        part = getattr(start, name)
        if part is not None and part.count > SWARM:
            changes[name] = msgspec.structs.replace(part, count=SWARM)
    grid = start.grid
    if grid is not None and grid.columns * grid.rows > SWARM:
        changes["grid"] = Grid(grid.rectangle, min(grid.columns, _SIDE), min(grid.rows, _SIDE))
    return msgspec.structs.replace(start, **changes)


# -- a landscape -------------------------------------------------------------------------------------------


def _draw_stage(resolved: Resolved, theme: Theme, size: tuple[int, int], scale: float, rest: Rest) -> QImage:
    from gui.stage.picture import StagePicture

    picture = StagePicture(*size, theme.stage, scale)
    edge = _EDGE * scale
    picture.set_insets(edge, edge, edge, edge)
    picture.set_view(*resolved.rectangle)
    picture.set_landscape(resolved.field, dict(resolved.field_parameters))  # type: ignore[arg-type]
    swarms = [particle_count(run.start) > MOST_PATHS for run in resolved.runs]
    picture.set_runs(_looks(resolved, theme, swarms))
    rest()
    _play(picture, resolved, swarms, rest)
    pixels = picture.compose()
    return QImage(pixels.tobytes(), *size, 4 * size[0], QImage.Format.Format_RGB32).copy()


def _looks(resolved: Resolved, theme: Theme, swarms: list[bool]) -> list:
    from gui.stage.picture import RunLook

    return [
        RunLook(
            theme.run_colour(number if run.spec.colour is None else run.spec.colour),
            swarm=swarm,
            visible=not run.spec.hidden,
        )
        for number, (run, swarm) in enumerate(zip(resolved.runs, swarms, strict=True))
    ]


def _play(picture, resolved: Resolved, swarms: list[bool], rest: Rest) -> None:
    """Lets the runs go and hands the picture where they have been."""
    runs = build_runs(resolved, "numpy")
    most = SWARM_STEPS if any(swarms) else MOST_STEPS
    frames = [[run.positions()] for run in runs]
    picture.advance([each[-1] for each in frames])
    for _ in range(min(resolved.scenario.playback.steps, most)):
        for run, places in zip(runs, frames, strict=True):
            run.advance(1)
            places.append(run.positions())
            rest()
        if any(swarms):
            picture.advance([each[-1] for each in frames], [_gone(run) for run in runs])
            picture.compose()
    picture.advance([each[-1] for each in frames], [_gone(run) for run in runs])
    for number, (places, swarm) in enumerate(zip(frames, swarms, strict=True)):
        if not swarm:
            picture.set_history(number, np.stack(places))


def _gone(run: Run) -> NDArray[np.bool_] | None:
    gone = run.stopped_at >= 0
    return gone if gone.any() else None


# -- a signal ----------------------------------------------------------------------------------------------


def _draw_signal(resolved: Resolved, theme: Theme, size: tuple[int, int], scale: float, rest: Rest) -> QImage:
    from gui.player.signal import SignalPlayer
    from gui.plots.lane_building import build_lanes

    player = SignalPlayer(resolved, "numpy")
    while player.is_busy:
        player.compute(_EPOCHS)
        rest()
    lanes = build_lanes(resolved, player.columns(), theme, "en")
    # the gradient, what is gathered of it first, and what comes of it
    update = next((lane for lane in lanes if lane.key == "update"), lanes[-1])
    shown = list(dict.fromkeys([lanes[0], *lanes[1:2], update]))
    image = QImage(*size, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(painter, theme, size)
        inset = _EDGE * scale
        high = (size[1] - 2 * inset) / len(shown)
        for number, lane in enumerate(shown):
            room = QRectF(0, inset + number * high, size[0], high - 6 * scale)
            _paint_lane(painter, lane.curves, room, theme, scale, resolved.scenario.playback.steps)
            rest()
    return image


def _paint_ground(painter: QPainter, theme: Theme, size: tuple[int, int]) -> None:
    """The laboratory's ground, a little lighter above, as the stage's is."""
    ground = QLinearGradient(0, 0, 0, size[1])
    ground.setColorAt(0, QColor(theme.panel))
    ground.setColorAt(1, QColor(theme.field))
    painter.fillRect(0, 0, *size, ground)


def _paint_lane(painter: QPainter, curves, room: QRectF, theme: Theme, scale: float, steps: int) -> None:
    from gui.plots.chart import value_range
    from gui.plots.curves import thin

    low, high = value_range(curves)
    span = max(high - low, 1e-300)
    if low < 0 < high:
        zero = room.bottom() - (0 - low) / span * room.height()
        painter.setPen(QPen(QColor(theme.line), scale))
        painter.drawLine(QPointF(0, zero), QPointF(room.width(), zero))
    for curve in curves:
        x, y = thin(curve.x, curve.y, int(room.width()))
        across = x / max(steps, 1) * room.width()
        down = room.bottom() - (np.clip(y, low, high) - low) / span * room.height()
        pen = QPen(QColor(curve.colour), 1.4 * scale)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        kept = np.isfinite(down)
        points = zip(across[kept].tolist(), down[kept].tolist(), strict=True)
        painter.drawPolyline(QPolygonF([QPointF(*point) for point in points]))
