"""Frames of the window: step, picture and painting of swarms and paths, beside pyqtgraph's scatter plot.

`python -m tests.benchmarks.window [--json] [--frames 120]`

The whole way of a frame is gone one part after the other on this thread: the performer lets time pass (an
engine's step for every particle), makes the picture and what charts show, the session takes the frame, and
the canvas paints it, 1920 × 1080, with Qt's software rendering. In the window worker and painting are two
threads, so a frame comes sooner there. Rounds of all cases take turns; medians over all rounds are told.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6 import __version__ as qt_version
from PySide6.QtWidgets import QApplication

from gui.canvas import Canvas
from gui.model import commands
from gui.model.frame import Loaded
from gui.model.session import Session
from gui.performer import Performer
from gui.stage import raster
from scenarios.building import build_runs
from scenarios.reading import parse

SIZE = (1920, 1080)
TICK = 1 / 60  # one step a picture
ROUNDS = 6
_WARM = 8

_SCENARIO = """
format = 1
group = "swarms"
title = {{ en = "Benchmark", ru = "Измерение" }}
caption = {{ en = "What is measured.", ru = "Что измеряется." }}
[field]
landscape = "himmelblau"
[start]
box = {{ rectangle = [-5, 5, -5, 5], count = {count} }}
[[runs]]
optimizer = "adam"
parameters = {{ eta = {eta} }}
[playback]
steps = 5000
speed = 60
dtype = "float32"
loop = true
"""

TARGETS = {"swarm of 1,000,000": 30, "swarm of 100,000": 60, "50 paths of 1,000 points": 60}


class Played:
    """A scenario played frame by frame."""

    def __init__(self, count: int, eta: float, first_step: int = 0) -> None:
        self._told: list[object] = []
        self._asked: list[tuple[Any, ...]] = []
        self.performer = Performer(self._told.append, lambda *asked: self._asked.append(asked))
        self.session = Session(self._send)
        self.canvas = Canvas(self.session)
        self.canvas.resize(*SIZE)
        self.canvas.show()
        QApplication.processEvents()
        self._send(commands.SetSize(*SIZE, (0, 0, 0, 0), 1.0))
        self.session.open(parse(_SCENARIO.format(count=count, eta=eta), Path("benchmark.toml")), play=True)
        self._compile()
        if first_step:
            self.session.seek(first_step)
            while (
                self.session.frame is None or self.session.frame.step < first_step or self.session.frame.busy
            ):
                self.frame()
            self.session.play()
        for _ in range(_WARM):
            self.frame()

    def _send(self, command: commands.Command) -> None:
        self.performer.handle(command)
        for told in self._told:
            if isinstance(told, Loaded):
                self.session.adopt(told)
        self._told.clear()

    def _compile(self) -> None:
        """What the compiler's thread does in the window, at once."""
        raster.wait()
        self.performer.frame()
        while not self._asked:
            self.performer.tick(1.0)
        build, resolved, _ = self._asked[-1]
        self.performer.upgrade(build, build_runs(resolved, "split"))

    def frame(self) -> None:
        """One step, its picture, and the picture on the canvas."""
        self.performer.tick(TICK)
        frame = self.performer.frame()
        if frame is not None:
            self.session.adopt_frame(frame)
        self.canvas.repaint()

    def parts(self) -> dict[str, float]:
        """Milliseconds of a frame's parts: stepping, picture and numbers, painting."""
        marks = [time.perf_counter()]
        self.performer.tick(TICK)
        marks.append(time.perf_counter())
        frame = self.performer.frame()
        marks.append(time.perf_counter())
        if frame is not None:
            self.session.adopt_frame(frame)
        self.canvas.repaint()
        marks.append(time.perf_counter())
        names = ("step", "picture", "paint")
        return {name: 1e3 * (b - a) for name, a, b in zip(names, marks, marks[1:], strict=False)}


class Scatter:
    """What pyqtgraph makes of as many particles: `ScatterPlotItem` in a plot of the same size."""

    def __init__(self, count: int) -> None:
        import pyqtgraph as pg

        rng = np.random.default_rng(0)
        self._places = rng.uniform(-5, 5, (count, 2))
        self._rng = rng
        self._plot = pg.PlotWidget()
        self._plot.resize(*SIZE)
        self._plot.setRange(xRange=(-9, 9), yRange=(-5, 5), padding=0)
        self._item = pg.ScatterPlotItem(size=3, pen=None, brush=pg.mkBrush(230, 159, 0), pxMode=True)
        self._plot.addItem(self._item)
        self._plot.show()
        QApplication.processEvents()
        for _ in range(2):
            self.frame()

    def frame(self) -> None:
        self._places = self._places * 0.999
        self._item.setData(x=self._places[:, 0], y=self._places[:, 1])
        self._plot.viewport().repaint()


def measure(frames: int) -> dict[str, Any]:
    """Milliseconds a frame of every case."""
    app = QApplication.instance() or QApplication([])
    played = {
        "swarm of 1,000,000": Played(1_000_000, 0.01),
        "swarm of 100,000": Played(100_000, 0.01),
        "50 paths of 1,000 points": Played(50, 0.002, first_step=1000),
    }
    cases: dict[str, Callable[[], None]] = {name: case.frame for name, case in played.items()}
    cases["pyqtgraph, scatter of 100,000"] = Scatter(100_000).frame
    spans: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(ROUNDS):
        for name, frame in cases.items():
            count = 2 if name.startswith("pyqtgraph") else max(frames // ROUNDS, 1)
            for _ in range(count):
                began = time.perf_counter()
                frame()
                spans[name].append(1e3 * (time.perf_counter() - began))
    parts = {name: [case.parts() for _ in range(10)] for name, case in played.items()}
    app.processEvents()
    for case in played.values():
        case.performer.close()
    rows = {name: _row(times) for name, times in spans.items()}
    for name, taken in parts.items():
        rows[name]["parts"] = {key: statistics.median(p[key] for p in taken) for key in taken[0]}
        rows[name]["target"] = TARGETS[name]
    ratio = rows["pyqtgraph, scatter of 100,000"]["median"] / rows["swarm of 100,000"]["median"]
    return {"machine": machine(), "size": SIZE, "cases": rows, "times_pyqtgraph": ratio}


def _row(times: list[float]) -> dict[str, Any]:
    middle = statistics.median(times)
    late = sorted(times)[min(int(0.95 * len(times)), len(times) - 1)]
    return {"median": middle, "least": min(times), "late": late, "per_second": 1e3 / middle}


def machine() -> dict[str, Any]:
    """What it ran on."""
    import numba

    return {
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "python": platform.python_version(),
        "numba": numba.__version__,
        "numpy": np.__version__,
        "pyside": qt_version,
    }


def table(result: dict[str, Any]) -> str:
    lines = [f"{'ms a frame':<32}{'median':>9}{'least':>9}{'95 %':>9}{'frames/s':>10}{'target':>8}"]
    for name, row in result["cases"].items():
        lines.append(
            f"{name:<32}{row['median']:>9.2f}{row['least']:>9.2f}{row['late']:>9.2f}"
            f"{row['per_second']:>10.1f}{row.get('target', ''):>8}"
        )
        if "parts" in row:
            lines.append("    " + ", ".join(f"{k} {v:.2f}" for k, v in row["parts"].items()))
    lines.append(f"{result['times_pyqtgraph']:.0f} times as fast as pyqtgraph's ScatterPlotItem at 100,000")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=120, help="of each case, in all")
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
    options = parser.parse_args()
    result = measure(options.frames)
    print(json.dumps(result) if options.json else table(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
