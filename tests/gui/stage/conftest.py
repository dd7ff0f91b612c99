"""What the tests of the stage share: compiled raster loops, and a bowl to walk in."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gui.stage import StagePicture, plain, raster
from gui.theme.colours import DARK


@pytest.fixture(scope="session")
def compiled() -> Any:
    assert raster.wait()
    return raster.functions()


@pytest.fixture(params=["compiled", "plain"])
def loops(request: pytest.FixtureRequest, compiled: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Draws the test's pictures once with the compiled loops and once with NumPy."""
    chosen = compiled if request.param == "compiled" else plain
    monkeypatch.setattr(raster, "functions", lambda: chosen)
    return chosen


class Bowl:
    """x² + y², and how often it was asked; no numbers where x > 3."""

    domain = (-2.0, 2.0, -2.0, 2.0)
    log_height = False

    def __init__(self) -> None:
        self.points = 0

    def value(self, x, y, /, steep: float = 1.0):
        self.points += np.broadcast(x, y).size
        return np.where(x > 3, np.nan, steep * (x * x + y * y)).astype(np.result_type(x, y))


@pytest.fixture
def bowl() -> Bowl:
    return Bowl()


@pytest.fixture
def picture(loops: Any, bowl: Bowl) -> StagePicture:
    made = StagePicture(320, 200, DARK.stage)
    made.set_landscape(bowl)
    made.set_view(-2, 2, -2, 2)
    return made
