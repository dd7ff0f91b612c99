"""What tests of maps share: tiles that need no compiler, small studies, and a window with a map."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import engine
import scenarios
from engine.bulk.axes import Axis
from engine.bulk.repeats import gathered
from engine.bulk.study import Study
from engine.bulk.tile import Tile
from engine.errors import MissingError
from engine.phrase import Phrase
from gui.maps import zoom_film
from gui.maps.pane import Pane
from gui.maps.pictures import Picture
from gui.maps.preview import rough
from tests.gui.hand.fingers import Fingers

from .small import PLACES, RATES, SMALL

FEW = 24
"""Simulations along a side of a tile that needs no compiler."""

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
NO_BUTTON = Qt.MouseButton.NoButton


def tile_without_compiler(
    study: Study,
    rows: slice = slice(None),
    columns: slice = slice(None),
    cancel: threading.Event | None = None,
    progress: Callable[[float], object] = lambda share: None,
) -> Tile:
    """As `engine.bulk.tile.compute`, by NumPy, and of few simulations that stand for many pixels."""
    if study.seeds > 1:
        seeds = [study.replaced(seed=study.seed + k, seeds=1) for k in range(study.seeds)]
        return gathered([tile_without_compiler(one, rows, columns, cancel) for one in seeds])
    progress(0.5)
    (top, foot, _), (left, right, _) = rows.indices(study.height), columns.indices(study.width)
    part = study.replaced(
        x=study.x.part(left / study.width, right / study.width),
        y=study.y.part(top / study.height, foot / study.height),
        width=min(right - left, FEW),
        height=min(foot - top, FEW),
    )
    found = rough(part, cancel or threading.Event())
    down = np.arange(foot - top) * part.height // (foot - top)
    across = np.arange(right - left) * part.width // (right - left)
    return Tile(**{name: values[down[:, np.newaxis], across] for name, values in found.items()})


@pytest.fixture
def uncompiled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Maps are computed without a compiler: slowly, but nothing waits for one."""
    monkeypatch.setattr("engine.bulk.tile.compute", tile_without_compiler)
    monkeypatch.setattr("gui.maps.preview.LOOKS", 3)
    monkeypatch.setattr("gui.maps.pathfinder.make_path_ready", no_compiler)
    monkeypatch.setattr("gui.maps.warming.make_ready", lambda study, give_up: None)


def no_compiler(study: Study, give_up: threading.Event) -> None:
    raise MissingError(Phrase("there is no compiler"))


def small_study(width: int = 40, height: int = 30, steps: int = 40, **changes: Any) -> Study:
    """Momentum on Himmelblau's function, over its plane."""
    made = {
        "optimizer": engine.load_optimizer("momentum"),
        "field": engine.load_landscape("himmelblau"),
        "x": Axis("start.x", -5.0, 5.0),
        "y": Axis("start.y", -4.0, 4.0),
        "params": {"eta": 0.01, "gamma": 0.5},
        "dtype": "float64",
    }
    return Study(width=width, height=height, steps=steps, **{**made, **changes})


class Mapper(Fingers):
    """Hands on a window's maps."""

    @property
    def maps(self) -> Any:
        return self.window.maps

    @property
    def pane(self) -> Pane:
        return self.maps.panes[0]

    @property
    def pictures(self) -> tuple[Picture | None, ...]:
        return self.maps.state.renderer.pictures

    def finish(self) -> None:
        """Until every map is as fine as it gets, and of what is shown now."""
        state = self.maps.state

        def is_done() -> bool:
            wanted = len(state.maps())
            if state.renderer.is_busy or len(self.pictures) != wanted:
                return False
            return all(
                p is not None and p.done == 1 and (p.job.x, p.job.y) == (state.shown.x, state.shown.y)
                for p in self.pictures
            )

        self.until(is_done)

    def send_to(self, pane: Pane, kind: QEvent.Type, at: QPointF, down: bool) -> None:
        button = NO_BUTTON if kind == QEvent.Type.MouseMove else LEFT
        held = LEFT if down else NO_BUTTON
        QApplication.sendEvent(pane, QMouseEvent(kind, at, pane.mapToGlobal(at), button, held, NONE))

    def point_at(self, across: float, up: float, pane: Pane | None = None) -> None:
        pane = pane or self.pane
        self.send_to(pane, QEvent.Type.MouseMove, pane.point((across, up)), False)

    def click_at(self, across: float, up: float) -> None:
        at = self.pane.point((across, up))
        self.send_to(self.pane, QEvent.Type.MouseButtonPress, at, True)
        self.send_to(self.pane, QEvent.Type.MouseButtonRelease, at, False)

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        begin, finish = self.pane.point(start), self.pane.point(end)
        self.send_to(self.pane, QEvent.Type.MouseButtonPress, begin, True)
        for k in range(1, 6):
            self.send_to(self.pane, QEvent.Type.MouseMove, begin + (finish - begin) * (k / 5), True)
        self.send_to(self.pane, QEvent.Type.MouseButtonRelease, finish, False)

    def turn_wheel(self, across: float, up: float, notches: int) -> None:
        at = self.pane.point((across, up))
        event = QWheelEvent(
            at, self.pane.mapToGlobal(at), QPoint(), QPoint(0, 120 * notches),
            NO_BUTTON, NONE, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(self.pane, event)


@pytest.fixture
def mapper(qtbot: QtBot, uncompiled: None) -> Iterator[Mapper]:
    made = Mapper(qtbot, size=(960, 600))
    yield made
    made.shut()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def places(mapper: Mapper) -> Mapper:
    return shown(mapper, PLACES)


@pytest.fixture
def rates(mapper: Mapper) -> Mapper:
    return shown(mapper, RATES)


def shown(mapper: Mapper, map: str) -> Mapper:
    """With a map of the small scenario that is finished."""
    mapper.open(scenarios.loads(SMALL + map))
    mapper.rest(20)
    mapper.finish()
    return mapper


@pytest.fixture
def small_films(monkeypatch: pytest.MonkeyPatch) -> None:
    """Films of a zoom are small and have few frames."""
    for name, value in (("SIZE", (320, 240)), ("SCALE", 1.0), ("FPS", 5)):
        monkeypatch.setattr(zoom_film, name, value)
