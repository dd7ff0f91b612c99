"""What the tests of the relief share: compiled raster loops, a hill to hide behind, and pictures of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from gui.relief import plain, raster
from gui.relief.picture import ReliefPicture
from gui.stage import raster as stage_raster
from gui.theme.colours import DARK
from scenarios.schema import Camera


@pytest.fixture(scope="session")
def compiled() -> Any:
    assert stage_raster.wait()
    assert raster.wait()
    return raster.functions()


@pytest.fixture(params=["compiled", "plain"])
def loops(request: pytest.FixtureRequest, compiled: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Draws the test's pictures once with the compiled loops and once with NumPy."""
    chosen = compiled if request.param == "compiled" else plain
    monkeypatch.setattr(raster, "functions", lambda: chosen)
    return chosen


class Hill:
    """A hill in the middle of a plain; no numbers where x > `ends`."""

    domain = (-2.0, 2.0, -2.0, 2.0)
    log_height = False

    def __init__(self, ends: float = 9.0) -> None:
        self._ends = ends

    def value(self, x, y, /, tall: float = 1.0):
        height = tall * np.exp(-3 * (x * x + y * y))
        return np.where(x > self._ends, np.nan, height).astype(np.result_type(x, y))


@pytest.fixture
def hill() -> Hill:
    return Hill()


FROM_THE_SOUTH = Camera(azimuth=-90.0, elevation=20.0, distance=4.5)


@pytest.fixture
def relief(hill: Hill) -> Callable[..., ReliefPicture]:
    """Makes pictures of the hill, 320 × 240, seen from the south."""

    def make(camera: Camera = FROM_THE_SOUTH, **options: Any) -> ReliefPicture:
        made = ReliefPicture(320, 240, DARK.stage, **options)
        made.set_view(*hill.domain)
        made.set_landscape(hill)
        made.set_camera(camera)
        return made

    return make
