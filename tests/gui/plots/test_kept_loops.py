"""The window's process compiles no loops of its own: it takes those up that another process has compiled."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from gui.plots import Curve, Lane
from gui.plots.curves import Band
from gui.plots.lanes_figure import LanesFigure
from gui.stage import raster
from gui.theme import DARK

SCRIPT = """
import json
from engine import kernel_cache
from gui.stage import plain, raster
found = raster.take_kept()
loops = raster.for_plots()
print(json.dumps([found, loops is plain, kernel_cache.counts().written]))
"""


def elsewhere(cache: Path | None = None) -> list[object]:
    env = {**os.environ, **({"RAVINE_CACHE": str(cache)} if cache is not None else {})}
    said = subprocess.run([sys.executable, "-c", SCRIPT], env=env, stdout=subprocess.PIPE, check=True).stdout
    return list(json.loads(said))


def test_loops_that_are_kept_are_taken_up() -> None:
    assert raster.wait()
    assert elsewhere() == [True, False, 0]


def test_without_them_nothing_is_compiled(tmp_path: Path) -> None:
    assert elsewhere(tmp_path) == [False, True, 0]


def test_compiled_loops_draw_columns_of_a_table(qapp: QApplication) -> None:
    assert raster.wait()
    t = np.arange(50.0)
    table = np.stack([np.sin(t / 8), np.cos(t / 8)], axis=1)

    def drawn(copied: bool) -> np.ndarray:
        column, edge = (table[:, k].copy() if copied else table[:, k] for k in (0, 1))
        band = Band(t, edge - 0.2 if copied else table[:, 1] - 0.2, edge, "#00FF00", 0.5)
        lane = Lane("of a table", "", (Curve(t, column, "#FF0000"),), (band,), (Curve(t, edge, "#0000FF"),))
        figure = LanesFigure()
        figure.resize(300, 200, 1.0)
        figure.show_lanes([lane], 49, DARK)
        image = QImage(300, 200, QImage.Format.Format_RGB32)
        image.fill(0)
        with QPainter(image) as painter:
            figure.render(painter, None)
        return np.array(image.constBits()).copy()

    assert np.array_equal(drawn(copied=False), drawn(copied=True))
